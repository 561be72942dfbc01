// A file that moved keeps its edits at the new path, unless something prevents it.
import { expect, test } from 'vitest';
import type { Sources } from '../../src/merge/merge-update.ts';
import { mergeMoved } from '../../src/merge/moves.ts';

const moved = new Map([['old.txt', 'new.txt']]);
const text = (...lines: readonly string[]): string => `${lines.join('\n')}\n`;
const written = text('a', 'b', 'c', 'd');
const at = (path: string, content = written): ReadonlyMap<string, string> => new Map([[path, content]]);

function sources(change: Partial<Sources> & { readonly unproven?: ReadonlySet<string> } = {}): Sources {
  const { unproven = new Set<string>(), ...rest } = change;
  // A different text, so that git itself sees no move.
  return {
    ours: at('old.txt'),
    theirs: at('new.txt', text('1', 'b', '3', '4')),
    base: { files: at('old.txt'), unproven },
    ...rest,
  };
}

test('an unedited file is removed at the old path and written at the new one', async () => {
  expect(await mergeMoved(sources(), moved)).toEqual({
    changed: at('new.txt', text('1', 'b', '3', '4')),
    removed: ['old.txt'],
    conflicts: [],
    left: [],
  });
});

test('an edit at the old path moves to the new one', async () => {
  const theirs = at('new.txt', text('1', 'b', 'c', 'd'));
  const ours = new Map([
    ['old.txt', text('a', 'b', 'c', 'mine')],
    ['own.txt', 'own\n'],
  ]);
  const update = await mergeMoved(sources({ ours, theirs }), moved);
  expect(update).toEqual({
    changed: at('new.txt', text('1', 'b', 'c', 'mine')),
    removed: ['old.txt'],
    conflicts: [],
    left: [],
  });
});

test('an edit moves even if the texts are so different that git sees no move', async () => {
  const lines = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight'];
  const other = lines.map((line, index) => (index < 6 ? `${line} is quite another line by now` : line));
  const files = at('old.txt', text(...lines));
  const update = await mergeMoved(
    sources({
      ours: at('old.txt', text(...lines.with(-1, 'mine'))),
      theirs: at('new.txt', text(...other)),
      base: { files, unproven: new Set() },
    }),
    moved,
  );
  expect(update).toEqual({
    changed: at('new.txt', text(...other.with(-1, 'mine'))),
    removed: ['old.txt'],
    conflicts: [],
    left: [],
  });
});

test('a file that only moved keeps its edits', async () => {
  const ours = at('old.txt', text('mine'));
  const { changed, removed } = await mergeMoved(sources({ ours, theirs: at('new.txt') }), moved);
  expect([changed, removed]).toEqual([at('new.txt', text('mine')), ['old.txt']]);
});

test('a file that is removed as well is removed', async () => {
  const files = new Map([...at('old.txt'), ['gone.txt', 'gone\n']]);
  const { removed } = await mergeMoved(sources({ ours: files, base: { files, unproven: new Set() } }), moved);
  expect([...removed].sort()).toEqual(['gone.txt', 'old.txt']);
});

const mine = text('a', 'b', 'c', 'mine');
const both = (first: string, second: string): ReadonlyMap<string, string> =>
  new Map([
    ['old.txt', first],
    ['new.txt', second],
  ]);

test.each<readonly [string, Sources]>([
  [
    'nothing moved',
    sources({ ours: at('else.txt'), theirs: at('else.txt'), base: { files: at('else.txt'), unproven: new Set() } }),
  ],
  [
    'the earlier content is unknown',
    sources({ base: { files: new Map(), unproven: new Set() }, ours: at('old.txt', mine) }),
  ],
  ['it was deleted', sources({ ours: new Map() })],
  ['the old path is still written', sources({ theirs: both(written, 'new\n') })],
  ['the new path is not written', sources({ theirs: new Map() })],
  ['another file has the new path', sources({ ours: both(mine, 'taken\n') })],
  ['the new path was written before', sources({ base: { files: both(written, 'before\n'), unproven: new Set() } })],
  ['the earlier content of the new path is unknown', sources({ unproven: new Set(['new.txt']) })],
  ['the old path is blocked', sources({ blocked: new Map([['old.txt', 'is a link']]) })],
  ['the new path is blocked', sources({ blocked: new Map([['new.txt', 'is a link']]) })],
])('no edit moves if %s', async (_, given) => {
  expect(await mergeMoved(given, moved)).toEqual(await mergeMoved(given, new Map()));
});

test('with nothing blocked, a move works the same if blocked paths are given', async () => {
  const ours = at('old.txt', mine);
  const theirs = at('new.txt', text('1', 'b', 'c', 'd'));
  const { changed } = await mergeMoved(sources({ ours, theirs, blocked: new Map([['else.txt', 'is a link']]) }), moved);
  expect(changed.get('new.txt')).toBe(text('1', 'b', 'c', 'mine'));
});
