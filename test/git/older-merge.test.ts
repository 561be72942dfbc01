// A git before 2.38 cannot merge without a work tree: the result is the same. Debian 11's 2.30.2 was tried by hand.
import { chmodSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { mergeTrees } from '../../src/git/merge-trees.ts';
import type { Files } from '../../src/repo/files.ts';
import { git } from '../cli/committed.ts';
import { emptyFolder } from '../cli/run.ts';

afterEach(() => vi.unstubAllEnvs());

/** A git that answers `merge-tree` as 2.37 does. */
function olderGit(): void {
  const [folder, real] = [emptyFolder(), path.join(git('.', '--exec-path').trim(), 'git')];
  const script = `#!/bin/sh\ncase " $* " in *" merge-tree "*) exit 129 ;; esac\nexec '${real}' "$@"\n`;
  writeFileSync(path.join(folder, 'git'), script);
  chmodSync(path.join(folder, 'git'), 0o755);
  vi.stubEnv('PATH', `${folder}${path.delimiter}${process.env['PATH'] ?? ''}`);
}

type Trees = readonly [base: Files, ours: Files, theirs: Files];

async function mergedBy(trees: Trees, older: boolean): Promise<unknown> {
  if (older) olderGit();
  const { files, conflicts } = await mergeTrees(...trees);
  vi.unstubAllEnvs();
  const sides = conflicts.map(({ path: file, stages }): readonly [string, unknown] => [file, [...stages].sort()]);
  return { files: Object.fromEntries(files), conflicts: Object.fromEntries(sides) };
}

const long = Array.from({ length: 20 }, (_, line) => `line ${line}`);
const text = (...lines: readonly string[]): string => `${lines.join('\n')}\n`;
const same = (file: string, content: string): Trees => [
  new Map([[file, content]]),
  new Map([[file, content]]),
  new Map([[file, content]]),
];
const each = (trees: Trees, file: string, ...texts: readonly [string, string, string]): Trees => {
  const [base, ours, theirs] = trees.map((tree, side) => new Map(tree).set(file, texts[side] ?? ''));
  return [base ?? new Map(), ours ?? new Map(), theirs ?? new Map()];
};

const cases: Readonly<Record<string, Trees>> = {
  'edits in two places': [
    new Map([['a b.txt', text(...long)]]),
    new Map([['a b.txt', text('mine', ...long)]]),
    new Map([['a b.txt', text(...long, 'theirs')]]),
  ],
  'a renamed file that is edited': [
    new Map([['old.txt', text(...long)]]),
    new Map([['ö "new".txt', text(...long)]]),
    new Map([['old.txt', text(...long, 'theirs')]]),
  ],
  'a renamed file that is no longer written': [
    new Map([['old.txt', text(...long)]]),
    new Map([['new.txt', text(...long)]]),
    new Map(),
  ],
  'an edited file that is no longer written': [
    new Map([['a.txt', text(...long)]]),
    new Map([['a.txt', text(...long, 'mine')]]),
    new Map(),
  ],
  'a file that both sides add': [new Map(), new Map([['a.txt', 'mine\n']]), new Map([['a.txt', 'theirs\n']])],
  'a conflict in a file that .gitignore names': each(
    same('.gitignore', '*.txt\n'),
    'a.txt',
    'a\n',
    'mine\n',
    'theirs\n',
  ),
  'attributes for merges and line ends': each(
    same('.gitattributes', '* text eol=crlf merge=union ident working-tree-encoding=UTF-16 conflict-marker-size=9\n'),
    'a.txt',
    'a\n',
    'mine $Id$\r\n',
    'theirs $Id$\n',
  ),
};

test.each(Object.entries(cases))('%s', async (_, trees) => {
  expect(await mergedBy(trees, true)).toEqual(await mergedBy(trees, false));
});

test('a new file stays at its path, even if its neighbours moved', async () => {
  const trees: Trees = [
    new Map([['old/one.txt', text(...long)]]),
    new Map([['moved/one.txt', text(...long)]]),
    new Map([
      ['old/one.txt', text(...long, 'theirs')],
      ['old/new.txt', 'new\n'],
    ]),
  ];
  const files = { 'moved/one.txt': text(...long, 'theirs'), 'old/new.txt': 'new\n' };
  expect(await mergedBy(trees, true)).toEqual({ files, conflicts: {} });
});

test('a new file at a path is a conflict with a file that moved there', async () => {
  const mine = text(...long, 'mine');
  const trees: Trees = [
    new Map([['old.txt', text(...long)]]),
    new Map([['new.txt', mine]]),
    new Map([['new.txt', 'theirs\n']]),
  ];
  const conflict = [
    ['2', mine],
    ['3', 'theirs\n'],
  ];
  expect(await mergedBy(trees, true)).toMatchObject({ conflicts: { 'new.txt': conflict } });
});

test('random edits, deletions and new files merge the same', { timeout: 180_000 }, async () => {
  // Unique lines, so that no file looks like a moved one, and no line exists twice.
  const lines = (name: string) => Array.from({ length: 12 }, (_, at) => `${name} ${at}`);
  const file = (name: string) =>
    fc.option(
      fc
        .uniqueArray(fc.nat(11), { maxLength: 3 })
        .map((cut) =>
          text(...lines(name).map((line, at) => (cut.includes(at) ? `${line} edited ${cut.length}` : line))),
        ),
      { nil: undefined, freq: 6 },
    );
  const names = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight'];
  const tree = fc
    .tuple(...names.map(file))
    .map((texts): Files => new Map(texts.flatMap((one, at) => (one === undefined ? [] : [[names[at] ?? '', one]]))));
  await fc.assert(
    fc.asyncProperty(tree, tree, tree, async (...trees) => {
      expect(await mergedBy(trees, true)).toEqual(await mergedBy(trees, false));
    }),
    { numRuns: 12, seed: 38, endOnFailure: true },
  );
});
