// The data about releases is complete, and older records are read with it.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { answersFromYoRc } from '../../src/answers/document.ts';
import { declaration, entries } from '../../src/answers/index.ts';
import catalogue from '../../src/releases/catalogue.json' with { type: 'json' };
import { isLater, releasesAfter } from '../../src/releases/between.ts';
import { migrateAnswers, movedFiles } from '../../src/releases/migrate.ts';
import { releases, type Release } from '../../src/releases/releases.ts';
import { ruleIds } from '../../src/rules/index.ts';

const release = (version: string, change: Partial<Release>): Release => ({
  ...{ version, notes: [], renamedAnswers: {}, renamedValues: {}, movedFiles: {} },
  ...change,
});

test('the newest release is the version of this package, and the releases are in order', () => {
  const versions = releases.map(({ version }) => version);
  expect(versions.at(-1)).toBe(manifest.version);
  for (const [index, version] of versions.slice(1).entries())
    expect(isLater(version, versions[index] ?? '')).toBe(true);
});

test('the catalogue gives this release the rules and answers of no earlier release', async () => {
  const earlier = Object.fromEntries(Object.entries(catalogue).filter(([version]) => version !== manifest.version));
  const known = Object.values(earlier);
  const added = {
    answers: entries.map(([key]) => key).filter((key) => !known.some(({ answers }) => answers.includes(key))),
    rules: [...ruleIds].sort().filter((id) => !known.some(({ rules }) => rules.includes(id))),
  };
  const text = `${JSON.stringify({ ...earlier, [manifest.version]: added }, undefined, 2)}\n`;
  await expect(text).toMatchFileSnapshot('../../src/releases/catalogue.json');
});

test('the new name of each renamed answer or value exists', () => {
  for (const { renamedAnswers, renamedValues } of releases) {
    const now = migrateAnswers(Object.fromEntries(Object.values(renamedAnswers).map((key) => [key, true])), undefined);
    for (const key of [...Object.keys(now), ...Object.keys(renamedValues)]) expect(declaration).toHaveProperty(key);
    for (const key of Object.keys(renamedAnswers)) expect(declaration).not.toHaveProperty(key);
  }
});

const history = [
  release('0.2.0', { renamedAnswers: { shell: 'image' }, renamedValues: { image: { small: 'tiny' } } }),
  release('0.3.0', { renamedAnswers: { image: 'baseImage' }, renamedValues: { baseImage: { tiny: 'chainguard' } } }),
  release('0.4.0', { movedFiles: { 'a.rs': 'b.rs' } }),
  release('0.5.0', { movedFiles: { 'b.rs': 'c.rs', 'd.rs': 'a.rs' } }),
];

test('a record of an older version is read with the current names, over any number of releases', () => {
  const yoRc = (version: string, answers: object) =>
    JSON.stringify({ 'create-kube-secure-controller': { version, answers } });
  const read = (version: string, answers: object) => answersFromYoRc(yoRc(version, answers), '.yo-rc.json', history);
  const given = { baseImage: 'chainguard' };
  expect(read('0.1.0', { shell: 'small' })).toEqual({ given, problems: [] });
  expect(read('0.2.0', { image: 'tiny' })).toEqual({ given, problems: [] });
  expect(read('0.1.0', { baseImage: 'chainguard', shell: 'other' })).toEqual({ given, problems: [] });
  expect(read('0.3.0', { shell: 'small' }).problems).toEqual(['.yo-rc.json has an unknown key "shell".']);
  expect(read('0.1.0', { constructor: 'x' }).problems).toEqual(['.yo-rc.json has an unknown key "constructor".']);
});

test('a name that no release renamed is read unchanged, whatever version wrote it', () => {
  const answers = fc.dictionary(fc.constantFrom('name', 'owns', 'x'), fc.oneof(fc.string(), fc.array(fc.string())));
  const version = fc.constantFrom(undefined, '0.1.0', '9.0.0', '0.2.0-rc.1', 'main');
  fc.assert(fc.property(answers, version, (one, from) => void expect(migrateAnswers(one, from, history)).toEqual(one)));
});

test('a migration is complete: a second one renames nothing', () => {
  const once = migrateAnswers({ shell: 'small', name: 'one' }, '0.1.0', history);
  expect(migrateAnswers(once, '0.1.0', history)).toEqual(once);
});

test('a file that moved twice is found at its last path', () => {
  expect(movedFiles(history)).toEqual(
    new Map([
      ['a.rs', 'c.rs'],
      ['b.rs', 'c.rs'],
      ['d.rs', 'a.rs'],
    ]),
  );
});

test.each([
  ['0.1.0', ['0.2.0', '0.3.0', '0.4.0', '0.5.0']],
  ['0.3.0', ['0.4.0', '0.5.0']],
  ['0.3.0-rc.1', ['0.3.0', '0.4.0', '0.5.0']],
  ['0.5.0', []],
  ['1.0.0', []],
  [undefined, ['0.2.0', '0.3.0', '0.4.0', '0.5.0']],
  ['unknown', ['0.2.0', '0.3.0', '0.4.0', '0.5.0']],
])('the releases after %s are %j', (from, versions) => {
  expect(releasesAfter(from, history).map(({ version }) => version)).toEqual(versions);
});
