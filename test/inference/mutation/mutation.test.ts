// A program that is rewritten without changing its requests gets the same permissions, or reports what is unknown. The
// reach may be wider (a field has the values of all assignments), which is rare. A few programs run here; `npm run
// test:mutation` takes 2,000. A failing run prints its seed.
import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { loadRustParser } from '../../../src/formats/rust/parser.ts';
import { inferFiles, type Inference } from '../../../src/inference/infer.ts';
import type { Permission } from '../../../src/inference/permission.ts';
import { generate } from '../../generate.ts';
import { repositories } from '../../repositories.ts';
import { folder, readFixture } from '../fixtures.ts';
import { mutate, randomFrom } from './mutate.ts';

const count = Number(process.env['MUTATIONS'] ?? 120);
const start = Number(process.env['SEED'] ?? 1);

const programs: readonly (readonly [string, () => ReadonlyMap<string, string>])[] = [
  ...readdirSync(folder).map((name) => [name, () => readFixture(name)] as const),
  ...Object.entries(repositories).map(([name, given]) => [name, () => generate(given)] as const),
];

test(`of ${count} rewritten programs none loses or gains a permission without a report`, async () => {
  const parser = await loadRustParser();
  const known = new Map<string, { readonly files: ReadonlyMap<string, string>; readonly inference: Inference }>();
  let changed = 0;
  let announced = 0;
  let wider = 0;
  const wrong: object[] = [];
  for (let seed = start; seed < start + count; seed += 1) {
    const random = randomFrom(seed);
    const [name, read] = programs[Math.floor(random() * programs.length)] ?? ['', () => new Map<string, string>()];
    const files = known.get(name)?.files ?? read();
    const original = known.get(name)?.inference ?? (await inferFiles(files));
    known.set(name, { files, inference: original });
    const mutant = mutate(files, parser, random);
    if (mutant.changes.length === 0) continue;
    changed += 1;
    const inference = await inferFiles(mutant.files);
    const difference = differenceOf(original, inference);
    if (inference.unknown.length > original.unknown.length) announced += 1;
    else if (isWider(original, inference)) wider += 1;
    if (inference.unknown.length <= original.unknown.length && difference.length > 0)
      wrong.push({ seed, name, changes: mutant.changes, difference });
  }
  expect(wrong).toEqual([]);
  expect(changed).toBeGreaterThan(count / 4);
  // A report is better than a loss, but a tool that always reports is useless.
  expect(announced).toBeLessThanOrEqual(changed * 0.1);
  expect(wider).toBeLessThanOrEqual(Math.max(1, changed * 0.05));
  console.log(`${changed} of ${count} programs rewritten: ${announced} say what is not known, ${wider} reach further`);
}, 3_600_000);

/** The permissions that only one of two has, and those with a smaller reach than before. */
function differenceOf(before: Inference, after: Inference): readonly string[] {
  const [a, b] = [permissionsOf(before), permissionsOf(after)];
  const lost = [...a].filter(([what, reaches]) => !reaches.every((reach) => covers(b.get(what) ?? [], reach)));
  const gained = [...b.keys()].filter((what) => !a.has(what));
  return [...lost.map(([what]) => `- ${what}`), ...gained.map((what) => `+ ${what}`)];
}

function isWider(before: Inference, after: Inference): boolean {
  const [a, b] = [permissionsOf(before), permissionsOf(after)];
  return [...b].some(([what, reaches]) => !reaches.every((reach) => covers(a.get(what) ?? [], reach)));
}

function covers(reaches: readonly Permission[], wanted: Permission): boolean {
  return reaches.some(
    ({ scope, namespaces, resourceNames }) =>
      (scope === 'cluster' ||
        (scope === wanted.scope && (namespaces.length === 0 || isWithin(wanted.namespaces, namespaces)))) &&
      (resourceNames.length === 0 || isWithin(wanted.resourceNames, resourceNames)),
  );
}

/** Whether a list of names (an empty one means any) is part of another. */
function isWithin(some: readonly string[], all: readonly string[]): boolean {
  return some.length > 0 && some.every((each) => all.includes(each));
}

function permissionsOf({ binaries }: Inference): ReadonlyMap<string, readonly Permission[]> {
  const all = binaries.flatMap(({ name, permissions }) => permissions.map((each) => [name, each] as const));
  return groupBy(
    all,
    ([name, { verb, group, resource }]) => `${name}: ${verb} ${group}/${resource}`,
    ([, each]) => each,
  );
}

function groupBy<T, V>(all: readonly T[], keyOf: (each: T) => string, valueOf: (each: T) => V): Map<string, V[]> {
  const groups = new Map<string, V[]>();
  for (const each of all) groups.set(keyOf(each), [...(groups.get(keyOf(each)) ?? []), valueOf(each)]);
  return groups;
}
