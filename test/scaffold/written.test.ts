import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { blobIdOf } from '../../src/formats/blob-id.ts';
import { writtenFrom, writtenPath } from '../../src/scaffold/written.ts';
import { generate } from '../generate.ts';
import { law } from './generated.ts';

law('the record names every file except the answers and itself, by its git id', ({ given }) => {
  const files = generate(given);
  const written = writtenFrom(files.get(writtenPath) ?? '');
  const others = [...files].filter(([path]) => ![writtenPath, '.yo-rc.json'].includes(path));
  expect([...(written?.files ?? [])]).toEqual(others.map(([path, text]) => [path, blobIdOf(text)]));
});

test.each(['', 'a\n', 'ä\0b'])('git gives the same id to %j', (text) => {
  expect(execFileSync('git', ['hash-object', '--stdin'], { input: text, encoding: 'utf8' }).trim()).toBe(
    blobIdOf(text),
  );
});

test.each(['', '[]', '{"generator":"a"}', '{"generator":"a","files":[]}', '{"generator":"a","files":{"b":"c"}}'])(
  '%s is not a record',
  (text) => expect(writtenFrom(text)).toBeUndefined(),
);
