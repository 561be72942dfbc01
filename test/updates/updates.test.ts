// Updates from older commits of this project: no line of the user is lost, no pin is a conflict, and a second one
// changes nothing.
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Given } from '../../src/answers/resolve.ts';
import { mergeUpdate } from '../../src/merge/merge-update.ts';
import type { Files } from '../../src/repo/files.ts';
import { generate } from '../generate.ts';
import { repositories } from '../repositories.ts';
import { bumped, edited, manyEdits, marksIn } from './edits.ts';
import { olderCommits, rendererOf, type Render } from './older.ts';
import { afterwards, content } from './sides.ts';

/** The number of random repositories: `UPDATES=1000 npm run test:updates` tries so many. */
const runs = Number(process.env['UPDATES'] ?? 1000);

const names = ['default', 'two-namespaces', 'cluster-all', 'cluster-bare', 'token', 'vault', 'irsa', 'azure'] as const;
/** Answers that change with the update; the first set changes nothing. */
const changes: readonly Given[] = [
  {},
  { metrics: false },
  { finalizer: true, leaderElection: false },
  { owns: ['Secret', 'Service'] },
  { moreKinds: ['Extra=Job'] },
  { packaging: 'both' },
  { ci: 'none', license: 'none' },
  { crdInstall: 'job' },
];

const renderers = new Map<string, Render>();
beforeAll(async () => {
  for (const commit of olderCommits) renderers.set(commit, await rendererOf(commit));
});

/** The answers that the old version knows: it had no charts, for example. */
function oldAnswers(name: string, commit: string): Given {
  const { packaging, moreKinds, ...known } = repositories[name] ?? {};
  return commit === 'd0a5cfc' ? { ...known, ...(moreKinds && { moreKinds }) } : known;
}

function sidesOf(commit: string, name: string, change: Given): { readonly base: Files; readonly theirs: Files } {
  const given = oldAnswers(name, commit);
  const base = content(renderers.get(commit)?.(given) ?? new Map());
  // That workflow exists only for GitHub.
  const { updatesWorkflow, ...others } = given;
  return { base, theirs: content(generate({ ...(change['ci'] === 'none' ? others : given), ...change })) };
}

const proven = (files: Files) => ({ files, unproven: new Set<string>() });

test(`no line that a user added or changed is lost, in ${runs} random repositories`, {
  timeout: 7_200_000,
}, async () => {
  const cases = fc.record({
    commit: fc.constantFrom(...olderCommits),
    name: fc.constantFrom(...names),
    change: fc.constantFrom(...changes),
    edits: manyEdits,
  });
  await fc.assert(
    fc.asyncProperty(cases, async ({ commit, name, change, edits }) => {
      const { base, theirs } = sidesOf(commit, name, change);
      const ours = edited(base, edits);
      const update = await mergeUpdate({ ours, theirs, base: proven(base) });
      const files = afterwards(ours, update);
      const kept = marksIn([...files.values(), ...files.keys()]);
      const lost = [...marksIn(ours.values())].filter((mark) => !kept.has(mark));
      expect(lost).toEqual([]);
      const back = [...base.keys()].filter((file) => !ours.has(file) && files.has(file));
      expect(back).toEqual([]);
      const unmentioned = [...theirs.keys()].filter(
        (file) => !base.has(file) && !files.has(file) && !isMoved(file, files),
      );
      expect(unmentioned).toEqual([]);
      const second = await mergeUpdate({ ours: files, theirs, base: proven(theirs) });
      expect({ changed: [...second.changed.keys()], removed: second.removed, conflicts: second.conflicts }).toEqual({
        changed: [],
        removed: [],
        conflicts: [],
      });
    }),
    { numRuns: runs, seed: Number(process.env['SEED'] ?? 15), endOnFailure: true },
  );
});

/** A new file may follow a folder that the user renamed. */
function isMoved(file: string, files: Files): boolean {
  const name = file.slice(file.lastIndexOf('/'));
  return [...files.keys()].some((other) => other.includes('-mark-') && other.endsWith(name));
}

describe.each(olderCommits)('from %s', (commit) => {
  test.each(names)(
    'a pin that a bot updated in %s is no conflict and stays, with other answers too',
    { timeout: 600_000 },
    async (name) => {
      for (const change of changes) {
        const { base, theirs } = sidesOf(commit, name, change);
        const ours = new Map([...base].map(([file, text]) => [file, bumped(file, text)]));
        const update = await mergeUpdate({ ours, theirs, base: proven(base) });
        expect({ change, conflicts: update.conflicts.map(({ path }) => path) }).toEqual({ change, conflicts: [] });
        const files = afterwards(ours, update);
        for (const file of ['Dockerfile', 'Cargo.toml'])
          if (theirs.has(file)) expect(files.get(file)).toContain('999.1');
      }
    },
  );

  test.each(names)('%s without edits becomes the current output', async (name) => {
    const { base, theirs } = sidesOf(commit, name, {});
    const update = await mergeUpdate({ ours: base, theirs, base: proven(base) });
    expect(Object.fromEntries(afterwards(base, update))).toEqual(Object.fromEntries(theirs));
  });
});
