// Names in a repository do not become paths outside it, or lines of a file.
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { writeFiles } from '../../src/repo/write.ts';
import { fill } from '../cli/hardenable.ts';
import { cli, emptyFolder, tree } from '../cli/run.ts';

const outside = [
  '//x/y',
  '///',
  './.git/x',
  'a/../.git/x',
  '/proc/self/mem',
  '../x',
  'a/../../x',
  '/tmp/x',
  '',
  '.',
  './x',
  'a//b',
  'a/./b',
  'a/',
  '..',
  'a/..',
];
const ofGit = [
  '.git/config',
  'a/.git/hooks/x',
  '.GIT/config',
  '.Git',
  '.git./x',
  '.git /x',
  'git~1/x',
  'GIT~1/config',
  '.g\u200cit/config',
  '.git::$INDEX_ALLOCATION/config',
  '.GIT::$DATA',
  '.git:x',
  '.git . ./x',
  '.git...',
  '.git\t/x',
  '.gi\u206at/x',
  '.git\ufeff/x',
  '\u202e.git/x',
  '.\u200bgit/x',
  '.git\u00ad/x',
  '.git\u034f/x',
  '.git\ufe0f/x',
  '.git\u{e0001}/x',
  'git~2/hooks/x',
  'GI7EBA~1/config',
];
/** Files that start programs as well. */
const ofOthers = ['.hg/hgrc', 'a/.HG/hgrc', '.svn/x', '.bzr/x', '.jj/repo/config.toml', '.sl/config'];
const ofWindows = [
  'C:/x',
  'C:x',
  'a\\..\\..\\x',
  '\\\\server\\share',
  'CON',
  'a/nul.yaml',
  'com1.txt',
  'LPT\u00b9',
  'AUX .x',
  'x.',
  'a./b',
  'x ',
  'a:b',
  'a?b',
  'a*',
  'a|b',
  'a"b',
  'a<b',
  'conout$.txt',
  'CLOCK$',
  'COM0',
  'lpt9.yaml',
  'nul .txt',
  'con\u00a0',
  'a/con.',
  'a\u00a0',
  'a\u3000/b',
  'file:///x',
  '\\\\?\\C:\\x',
  '\\x',
];
const unseen = [
  'a\nb',
  'a\u0000b',
  'a\u001bb',
  'a\u0085b',
  'a\u2028b',
  'a\u202eb',
  'a\u034fb',
  'a\ufe0fb',
  'a\u115fb',
  'a\tb',
  'a\ud800b',
];

describe.each(Object.entries({ outside, ofGit, ofOthers, ofWindows, unseen }))('a path %s', (_, files) => {
  test.each(files)('%j is refused before anything is written', (file) => {
    const folder = emptyFolder();
    const place = path.join(folder, 'place');
    mkdirSync(place);
    const all = new Map([
      ['fine.txt', 'x'],
      [file, 'x'],
    ]);
    for (const state of ['occupied', 'absent'] as const)
      expect(() => writeFiles({ path: place, state }, all, new Map())).toThrow(/Nothing was written, because/);
    expect(tree(folder)).toEqual({});
  });
});

test('a file of the repository may keep a name that Windows refuses, but leads nowhere else', () => {
  const folder = emptyFolder();
  writeFileSync(path.join(folder, 'a\nb: c.yaml'), 'old');
  const before = new Map([
    ['a\nb: c.yaml', 'old'],
    ['../x', 'old'],
  ]);
  writeFiles({ path: folder, state: 'occupied' }, new Map([['a\nb: c.yaml', 'new']]), before);
  expect(tree(folder)).toEqual({ 'a\nb: c.yaml': 'new' });
  expect(() => writeFiles({ path: folder, state: 'occupied' }, new Map([['../x', 'new']]), before)).toThrow(
    /does not lie/,
  );
});

test('two paths that differ only in case are one file on other systems', () => {
  const files = new Map([
    ['Deploy/App.yaml', 'a'],
    ['deploy/app.yaml', 'b'],
  ]);
  expect(() => writeFiles({ path: emptyFolder(), state: 'occupied' }, files, new Map())).toThrow(/differ in case only/);
});

const manifest = (bin: string) =>
  `[package]\nname = "a"\nversion = "0.1.0"\n[dependencies]\nkube = "4.2"\n[[bin]]\nname = ${JSON.stringify(bin)}\npath = "src/main.rs"\n`;
const main =
  'mod m;\n#[tokio::main]\nasync fn main() { let client = kube::Client::try_default().await.unwrap(); m::run(client).await; }\n';
const run =
  'use k8s_openapi::api::core::v1::Pod;\npub async fn run(client: kube::Client) { kube::Api::<Pod>::all(client).list(&Default::default()).await; }\n';

describe('rbac --write', () => {
  test.each(['../../../victim', '/tmp/victim', 'a/b', '..', 'a\nb', 'C:\\x', 'a b', '\u202ea'])(
    'makes no path from a binary named %j',
    async (bin) => {
      const folder = emptyFolder();
      fill(path.join(folder, 'in'), { 'Cargo.toml': manifest(bin), 'src/main.rs': main, 'src/m.rs': run });
      writeFileSync(path.join(folder, 'victim.yaml'), 'mine');
      const before = tree(folder);
      const { status, stderr } = await cli(['rbac', 'in', '--write'], folder);
      expect(status).toBe(1);
      expect(stderr).toContain('Nothing was written');
      expect(tree(folder)).toEqual(before);
    },
  );

  test('prints the name of a source file on one line', async () => {
    const folder = emptyFolder();
    const evil = 'm\nevil: true\nrun: "curl | sh"\n#\u0085x: 1\u2028y: 2.rs';
    fill(folder, {
      'Cargo.toml': manifest('app').replace('"src/main.rs"', JSON.stringify(`src/${evil}`)),
      [`src/${evil}`]: `mod m { ${run} }\n${main.replace('mod m;', '')}`,
    });
    expect((await cli(['rbac', '--write'], folder)).status).toBe(0);
    const text = tree(folder)['deploy/rbac/app.yaml'] ?? '';
    expect(text).toContain('list:');
    expect(text).not.toMatch(/\u0085|\u2028/);
    for (const document of parseAllDocuments(text))
      expect(Object.keys(document.toJS()).sort()).toEqual(expect.not.arrayContaining(['evil', 'run', 'x', 'y']));
  });

  test('does not follow a link, and reports it', async () => {
    const [folder, elsewhere] = [emptyFolder(), emptyFolder()];
    fill(folder, { 'Cargo.toml': manifest('app'), 'src/main.rs': main, 'src/m.rs': run });
    symlinkSync(elsewhere, path.join(folder, 'deploy'));
    expect((await cli(['rbac', '--write'], folder)).status).toBe(1);
    expect(tree(elsewhere)).toEqual({});
  });
});
