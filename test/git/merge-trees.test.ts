import { afterEach, expect, test, vi } from 'vitest';
import { mergeTrees } from '../../src/git/merge-trees.ts';
import { emptyFolder } from '../cli/run.ts';

afterEach(() => vi.unstubAllEnvs());

const file = (...lines: readonly string[]): string => `${lines.join('\n')}\n`;
const long = Array.from({ length: 20 }, (_, line) => `line ${line}`);

test('each side keeps its changes', async () => {
  const base = new Map([['a b.txt', file(...long)]]);
  const ours = new Map([
    ['a b.txt', file('mine', ...long)],
    ['own "quoted".txt', 'ö'],
  ]);
  const theirs = new Map([
    ['a b.txt', file(...long, 'theirs')],
    ['new.txt', 'new\n'],
  ]);
  const { files, conflicts } = await mergeTrees(base, ours, theirs);
  expect(conflicts).toEqual([]);
  expect(Object.fromEntries(files)).toEqual({
    'a b.txt': file('mine', ...long, 'theirs'),
    'own "quoted".txt': 'ö',
    'new.txt': 'new\n',
  });
});

test('a deleted file stays deleted, and a renamed file is followed', async () => {
  const base = new Map([
    ['old.txt', file(...long)],
    ['gone.txt', 'gone\n'],
  ]);
  const ours = new Map([['renamed.txt', file(...long)]]);
  const theirs = new Map([
    ['old.txt', file(...long, 'theirs')],
    ['gone.txt', 'gone\n'],
  ]);
  const { files, conflicts } = await mergeTrees(base, ours, theirs);
  expect(conflicts).toEqual([]);
  expect([...files]).toEqual([['renamed.txt', file(...long, 'theirs')]]);
});

test('a new file goes into the folder to which its neighbours moved', async () => {
  const at = (folder: string) =>
    ['one', 'two', 'three'].map((name) => [`${folder}/${name}.txt`, file(name, ...long)] as const);
  const theirs = new Map(at('old')).set('old/new.txt', 'new\n');
  const { files, conflicts } = await mergeTrees(new Map(at('old')), new Map(at('moved')), theirs);
  expect(conflicts).toEqual([]);
  expect([...files.keys()].sort()).toEqual(['moved/new.txt', 'moved/one.txt', 'moved/three.txt', 'moved/two.txt']);
});

test('a conflict keeps its three sides', async () => {
  const { files, conflicts } = await mergeTrees(
    new Map([['a.txt', 'base\n']]),
    new Map([['a.txt', 'ours\n']]),
    new Map([['a.txt', 'theirs\n']]),
  );
  expect(conflicts.map(({ path, stages }) => [path, ...stages])).toEqual([
    ['a.txt', ['1', 'base\n'], ['2', 'ours\n'], ['3', 'theirs\n']],
  ]);
  expect(files.get('a.txt')).toMatch(/^<<<<<<< yours\n[^]*^>>>>>>> generated$/m);
});

test('a file that one side edited and the other deleted is a conflict', async () => {
  const { conflicts } = await mergeTrees(
    new Map([['a.txt', file(...long)]]),
    new Map([['a.txt', file(...long, 'mine')]]),
    new Map(),
  );
  expect(conflicts.map(({ path, stages }) => [path, ...stages.keys()])).toEqual([['a.txt', '1', '2']]);
});

test('a name may contain any character, and a folder may replace a file', async () => {
  const name = 'a "b" \\ \u0001\t\u007f ö.txt';
  const base = new Map([
    [name, file(...long)],
    ['place', 'a file\n'],
    ['folder/one.txt', 'one\n'],
  ]);
  const ours = new Map([
    [name, file('mine', ...long)],
    ['place/one.txt', 'a folder\n'],
    ['folder', 'a file now\n'],
  ]);
  const { files, conflicts } = await mergeTrees(base, ours, new Map(base).set(name, file(...long, 'theirs')));
  expect(conflicts).toEqual([]);
  expect(Object.fromEntries(files)).toEqual(
    Object.fromEntries(new Map(ours).set(name, file('mine', ...long, 'theirs'))),
  );
});

test('git is not started if one side changed nothing', async () => {
  vi.stubEnv('PATH', emptyFolder());
  const [base, changed] = [new Map([['a.txt', 'base\n']]), new Map([['a.txt', 'changed\n']])];
  for (const sides of [
    [base, changed],
    [changed, base],
    [changed, changed],
  ] as const)
    expect(await mergeTrees(base, ...sides)).toEqual({ files: changed, conflicts: [] });
  await expect(mergeTrees(base, changed, new Map([['a.txt', 'theirs\n']]))).rejects.toThrow('git could not be started');
});
