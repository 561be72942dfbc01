// A law for every rule about objects: a value that breaks it also breaks it in a patch of a kustomization.
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from 'vitest';
import { parseAllDocuments, stringify } from 'yaml';
import { audit } from '../../src/audit/audit.ts';
import { resolveAnswers } from '../../src/answers/resolve.ts';
import { inferPermissions } from '../../src/commands/audit/infer-permissions.ts';
import { planHardening } from '../../src/harden/plan.ts';
import { repositoryOf } from '../../src/repo/repository.ts';
import { scaffold } from '../../src/scaffold/scaffold.ts';
import { readTemplates } from '../../src/scaffold/templates.ts';
import { spoiled } from './spoiled.ts';

const reference = scaffold(resolveAnswers({ name: 'my-controller' }, { defaults: true }), readTemplates('templates'));

type Files = ReadonlyMap<string, string>;
type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
interface Operation {
  readonly op: 'add' | 'remove' | 'replace';
  readonly path: string;
  readonly value?: Json;
}

/** A change of one object of the reference, as a JSON Patch and as a strategic merge patch. */
interface Patch {
  readonly kind: string;
  readonly name: string;
  readonly operations: readonly Operation[];
  readonly merge: Json;
}

function objectsOf(files: Files): ReadonlyMap<string, Json> {
  return new Map(
    [...files]
      .filter(([path]) => /^deploy\/[\w-]+\.yaml$/.test(path) && !path.endsWith('kustomization.yaml'))
      .flatMap(([, text]) => parseAllDocuments(text).map((document) => document.toJS() as Json))
      .filter((object) => isMap(object) && isMap(object.metadata ?? null))
      .map((object) => [nameOf(object).join(' '), object]),
  );
}

function nameOf(object: Json): readonly [kind: string, name: string] {
  const { kind, metadata } = object as { kind: string; metadata: { name: string } };
  return [kind, metadata.name];
}

/** The JSON Patch from one value to the other. A list is replaced. */
function operations(before: Json | undefined, after: Json | undefined, path = ''): readonly Operation[] {
  if (isDeepStrictEqual(before, after)) return [];
  if (after === undefined) return [{ op: 'remove', path }];
  if (before === undefined) return [{ op: 'add', path, value: after }];
  if (!isMap(before) || !isMap(after)) return [{ op: 'replace', path, value: after }];
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) =>
    operations(before[key], after[key], `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`),
  );
}

/**
 * The key by which Kubernetes merges the items of a list; other lists are replaced. Source: the types of
 * k8s.io/api/core/v1.
 */
const mergeKeys: Readonly<Record<string, string>> = {
  containers: 'name',
  env: 'name',
  initContainers: 'name',
  volumeMounts: 'mountPath',
  volumes: 'name',
};

/** The strategic merge patch from one value to the other. */
function merged(before: Json | undefined, after: Json, key = ''): Json {
  const by = mergeKeys[key];
  if (by !== undefined && Array.isArray(before) && Array.isArray(after)) return mergedItems(before, after, by);
  if (before === undefined || !isMap(before) || !isMap(after)) return after;
  return Object.fromEntries(
    [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((name): readonly [string, Json][] => {
      const [one, other = null] = [before[name], after[name]];
      return isDeepStrictEqual(one, other) ? [] : [[name, merged(one, other, name)]];
    }),
  );
}

function mergedItems(before: readonly Json[], after: readonly Json[], by: string): Json {
  const keyed = (list: readonly Json[]) => new Map(list.filter(isMap).map((item) => [item[by] ?? null, item]));
  const [from, to] = [keyed(before), keyed(after)];
  return [
    ...[...from.keys()].filter((name) => !to.has(name)).map((name): Json => ({ [by]: name, $patch: 'delete' })),
    ...[...to].flatMap(([name, item]): readonly Json[] => {
      const changed = merged(from.get(name), item);
      return isDeepStrictEqual(from.get(name), item) ? [] : [{ [by]: name, ...(isMap(changed) ? changed : {}) }];
    }),
  ];
}

function isMap(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The patches of a change; undefined if it changes other files, or the set of objects. */
function patchesOf(changed: Files): readonly Patch[] | undefined {
  const others = [...changed].some(([path, text]) => !path.startsWith('deploy/') && reference.get(path) !== text);
  const [before, after] = [objectsOf(reference), objectsOf(changed)];
  if (others || changed.get('deploy/kustomization.yaml') !== reference.get('deploy/kustomization.yaml'))
    return undefined;
  if (!isDeepStrictEqual([...before.keys()].sort(), [...after.keys()].sort())) return undefined;
  const patches = [...before].flatMap(([key, object]): readonly Patch[] => {
    const [kind, name] = nameOf(object);
    const changed = after.get(key);
    const made = operations(object, changed);
    if (made.length === 0 || changed === undefined) return [];
    return [{ kind, name, operations: made, merge: mergePatch(object, changed) }];
  });
  return patches.length === 0 ? undefined : patches;
}

/** A patch names its object: an object with a new namespace is found by the old one. */
function mergePatch(before: Json, after: Json): Json {
  const { apiVersion, kind, metadata } = before as Readonly<Record<string, Json>>;
  const { name, namespace } = metadata as Readonly<Record<string, Json>>;
  const made = merged(before, after) as Readonly<Record<string, Json>>;
  const { namespace: _, ...rest } = (made.metadata ?? {}) as Readonly<Record<string, Json>>;
  return {
    ...made,
    apiVersion: apiVersion ?? null,
    kind: kind ?? null,
    metadata: { ...rest, name: name ?? null, ...(namespace === undefined ? {} : { namespace }) },
  };
}

const cases = spoiled.flatMap(({ rule, spoil }) => {
  const patches = patchesOf(spoil(reference));
  return patches === undefined ? [] : [{ rule, patches }];
});

function found(rule: string, overlay: Readonly<Record<string, string>>): readonly string[] {
  const files = Object.entries(overlay).map(([name, text]) => [`overlay/${name}`, text] as const);
  return audit(repositoryOf(new Map([...reference, ...files])), { rules: [rule] })
    .findings.filter(({ state }) => state === 'broken')
    .map((one) => one.rule);
}

function kustomization(patches: Json): Readonly<Record<string, string>> {
  return { 'kustomization.yaml': stringify({ resources: ['../deploy'], patches }, { aliasDuplicateObjects: false }) };
}

test.each(cases)('$rule is broken by an inline JSON patch', ({ rule, patches }) => {
  const inline = patches.map(({ kind, name, operations }) => ({
    target: { kind, name },
    patch: stringify(operations),
  }));
  expect(found(rule, kustomization(inline))).toContain(rule);
});

/** A strategic merge patch cannot move an object to another namespace. */
const merging = cases.filter(({ rule }) => rule !== 'own-namespace');

test.each(merging)('$rule is broken by an inline strategic merge patch', ({ rule, patches }) =>
  expect(found(rule, kustomization(patches.map(({ merge }) => ({ patch: stringify(merge) }))))).toContain(rule),
);

test.each(merging)('$rule is broken by a strategic merge patch in a file', ({ rule, patches }) =>
  expect(
    found(rule, {
      ...kustomization(patches.map((_, at) => ({ path: `patch-${at}.yaml` }))),
      ...Object.fromEntries(patches.map(({ merge }, at) => [`patch-${at}.yaml`, stringify(merge)])),
    }),
  ).toContain(rule),
);

describe('a rule that a patch writes', () => {
  const lines = [
    'resources: [../deploy]',
    'patches:',
    '  - target: {kind: Role, name: my-controller}',
    '    patch: |',
    '      - op: replace',
    '        path: /rules',
    '        value:',
    '          - apiGroups: [""]',
    '            resources: [configmaps]',
    '            verbs: [list, watch]',
    '',
  ];
  const path = 'overlay/kustomization.yaml';
  const before = repositoryOf(new Map([...reference, [path, lines.join('\n')]]));

  test('is not explained by a comment in another file', () => {
    const { findings } = audit(before, { rules: ['explained-permissions'] });
    expect(findings.map((one) => `${one.path}:${one.line}`)).toEqual([`${path}:8`]);
  });

  test('gets its comment in the patch', async () => {
    const permissions = await inferPermissions(before);
    const { after } = planHardening(before, repositoryOf(reference), {
      ...permissions,
      rules: ['explained-permissions'],
      takes: ({ fix }) => fix === 'safe',
    });
    const comment = '          # Needed by src/owned.rs: list, watch configmaps';
    expect(after.files.get(path)?.split('\n')).toEqual(lines.toSpliced(7, 0, comment));
    expect([...after.files].filter(([name, text]) => before.files.get(name) !== text)).toHaveLength(1);
  });
});

test('the cases cover most rules about objects', () => expect(cases.length).toBeGreaterThan(60));
