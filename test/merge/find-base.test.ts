// The texts of the recorded version: the sources are asked in turn, and none is trusted.
import { expect, test, vi } from 'vitest';
import { blobIdOf } from '../../src/formats/blob-id.ts';
import { findBase } from '../../src/merge/find-base.ts';

const recorded = new Map(['a', 'b'].map((name) => [name, blobIdOf(`${name}\n`)]));

test('a source is asked only for what earlier sources lacked', async () => {
  const second = vi.fn(() => new Map([['b', 'b\n']]));
  const base = await findBase(recorded, [() => new Map([['a', 'a\n']]), second]);
  expect(second.mock.calls).toEqual([[new Map([['b', recorded.get('b')]])]]);
  expect(base).toEqual({
    files: new Map([
      ['a', 'a\n'],
      ['b', 'b\n'],
    ]),
    unproven: new Set(),
  });
});

test('once everything is found, no further source is asked', async () => {
  const second = vi.fn();
  await findBase(recorded, [() => new Map([...recorded.keys()].map((name) => [name, `${name}\n`])), second]);
  expect(second).not.toHaveBeenCalled();
});

test('a text with another id is not used, and its file is unproven', async () => {
  const base = await findBase(recorded, [() => new Map([['a', 'another\n']])]);
  expect(base).toEqual({ files: new Map(), unproven: new Set(['a', 'b']) });
});
