import fc from 'fast-check';
import { expect, test } from 'vitest';
import { blobIdOf } from '../../src/formats/blob-id.ts';
import { findBase } from '../../src/merge/find-base.ts';
import { mergeUpdate } from '../../src/merge/merge-update.ts';
import { generate } from '../generate.ts';

const proven = (files: ReadonlyMap<string, string>) => ({ files, unproven: new Set<string>() });
const old = generate({ name: 'app' });
const other = generate({ name: 'app', metrics: false, owns: ['Secret'] });

/** A file that only the old answers have, and one that both have. */
const gone = [...old.keys()].find((path) => path.endsWith('.rs') && !other.has(path)) ?? '';
const both = [...old.keys()].find((path) => other.has(path) && other.get(path) !== old.get(path)) ?? '';

test('without edits, the result is what this version writes', async () => {
  const { changed, removed, conflicts, left } = await mergeUpdate({ ours: old, theirs: other, base: proven(old) });
  const after = new Map([...old, ...changed]);
  for (const path of removed) after.delete(path);
  expect(Object.fromEntries(after)).toEqual(Object.fromEntries(other));
  expect({ conflicts, left }).toEqual({ conflicts: [], left: [] });
});

test('no line that the user added is lost, wherever it is', { timeout: 120_000 }, async () => {
  const paths = [...old.keys()].filter((path) => path !== 'Cargo.lock');
  const edits = fc.array(fc.record({ path: fc.constantFrom(...paths), at: fc.nat(400) }), {
    minLength: 1,
    maxLength: 20,
  });
  await fc.assert(
    fc.asyncProperty(edits, async (chosen) => {
      const ours = new Map(old);
      chosen.forEach(({ path, at }, index) => {
        const lines = (ours.get(path) ?? '').split('\n');
        lines.splice(at % lines.length, 0, `a line of the user, number ${index}`);
        ours.set(path, lines.join('\n'));
      });
      const { changed, removed } = await mergeUpdate({ ours, theirs: other, base: proven(old) });
      const after = new Map([...ours, ...changed]);
      for (const path of removed) after.delete(path);
      const all = [...after.values()].join('\n');
      expect(chosen.filter((_, index) => !all.includes(`a line of the user, number ${index}`))).toEqual([]);
    }),
    { numRuns: 25 },
  );
});

test('a second update changes nothing', async () => {
  const first = await mergeUpdate({ ours: old, theirs: other, base: proven(old) });
  const ours = new Map([...old, ...first.changed]);
  for (const path of first.removed) ours.delete(path);
  expect(await mergeUpdate({ ours, theirs: other, base: proven(other) })).toEqual({
    changed: new Map(),
    removed: [],
    conflicts: [],
    left: [],
  });
});

test('pins that a bot updated on both sides are no conflict, and the newer one stays', async () => {
  const checkout = /actions\/checkout@\w+ # v[\d.]+/g;
  const at = (version: string) => `actions/checkout@${'a'.repeat(40)} # v${version}`;
  const path = '.github/workflows/ci.yml';
  const workflow = old.get(path) ?? '';
  const ours = new Map(old).set(path, workflow.replaceAll(checkout, at('98.0.0')));
  const theirs = new Map(old).set(path, workflow.replaceAll(checkout, at('99.0.0')));
  const { changed, conflicts } = await mergeUpdate({ ours, theirs, base: proven(old) });
  expect(conflicts).toEqual([]);
  expect(changed.get(path)).toBe(theirs.get(path));
});

test('a deleted file stays deleted, and a renamed one is followed', async () => {
  const ours = new Map(old);
  ours.set('src/children.rs', ours.get('src/owned.rs') ?? '');
  for (const path of ['src/owned.rs', 'deploy/pdb.yaml']) ours.delete(path);
  const theirs = new Map(old);
  for (const path of ['src/owned.rs', 'deploy/pdb.yaml']) theirs.set(path, `${theirs.get(path) ?? ''}# new\n`);
  const { changed, removed, conflicts } = await mergeUpdate({ ours, theirs, base: proven(old) });
  expect([...changed]).toEqual([['src/children.rs', theirs.get('src/owned.rs')]]);
  expect({ removed, conflicts }).toEqual({ removed: [], conflicts: [] });
});

test('a new file that resembles a file that the user deleted is written anyway', async () => {
  const text = old.get('src/owned.rs') ?? '';
  const ours = new Map(old);
  ours.delete('src/owned.rs');
  const theirs = new Map(old).set('src/machinery/another.rs', `${text}// new\n`);
  theirs.delete('src/owned.rs');
  const { changed, removed } = await mergeUpdate({ ours, theirs, base: proven(old) });
  expect([...changed]).toEqual([['src/machinery/another.rs', `${text}// new\n`]]);
  expect(removed).toEqual([]);
});

test('an edited file that is no longer written is named, not removed', async () => {
  const ours = new Map(old).set(gone, `${old.get(gone) ?? ''}// mine\n`);
  const { removed, left } = await mergeUpdate({ ours, theirs: other, base: proven(old) });
  expect(removed).not.toContain(gone);
  expect(left).toMatchObject([{ path: gone, undecided: false }]);
});

test('Cargo.lock is never merged: it stays as cargo left it', async () => {
  const ours = new Map(old).set('Cargo.lock', '# mine\n');
  const { changed, left } = await mergeUpdate({ ours, theirs: other, base: proven(old) });
  expect(changed.has('Cargo.lock')).toBe(false);
  expect(left).toMatchObject([{ path: 'Cargo.lock', undecided: false }]);
});

test('Windows line endings stay, and are not an edit', async () => {
  const ours = new Map([...old].map(([path, text]) => [path, text.replaceAll('\n', '\r\n')]));
  const { changed, conflicts } = await mergeUpdate({ ours, theirs: other, base: proven(old) });
  expect(conflicts).toEqual([]);
  expect(changed.get(both)).toBe(other.get(both)?.replaceAll('\n', '\r\n'));
});

test('a file without a proven base is a decision, never a guess', async () => {
  const base = await findBase(new Map([...old].map(([file, text]) => [file, blobIdOf(text)])), [
    () => new Map(old).set(both, 'something else'),
  ]);
  expect([...base.unproven]).toEqual([both]);
  const { changed, left } = await mergeUpdate({ ours: old, theirs: other, base });
  expect(changed.has(both)).toBe(false);
  expect(left).toMatchObject([{ path: both, undecided: true }]);
});
