// Merges a patch into an object as kustomize does: lists of built-in kinds by the key of their items.
import { opened, partAt, plainOf, textAt, type Part } from '../part.ts';

type Lists = 'by key' | 'whole';

/**
 * The object after the patch, or undefined if the patch deletes it.
 *
 * Source: kustomize api/internal/utils/merge2 of kyaml; the merge keys are `x-kubernetes-patch-merge-key` of the OpenAPI of
 * Kubernetes. Lists of kinds that are not built in are replaced as a whole.
 */
export function mergedInto(base: Part, patch: Part, lists: Lists): Part | undefined {
  return merged(base, patch, [], lists);
}

function merged(base: Part | undefined, patch: Part, way: readonly string[], lists: Lists): Part | undefined {
  const open = opened(patch);
  if (open.k === 'scalar') return open.value === null ? undefined : patch;
  if (open.k === 'unknown') return open;
  const below = base === undefined ? undefined : opened(base);
  if (open.k === 'list')
    return below?.k === 'list' && lists === 'by key' ? mergedList(below, open, way, lists) : withoutDirectives(patch);
  const directive = textAt(open, '$patch');
  if (directive === 'delete') return undefined;
  if (below?.k !== 'map' || directive === 'replace') return withoutDirectives(patch);
  const entries = new Map(below.entries);
  for (const [key, value] of open.entries) {
    if (key.startsWith('$')) continue;
    const next = merged(entries.get(key), value, [...way, key], lists);
    if (next === undefined) entries.delete(key);
    else entries.set(key, next);
  }
  return { k: 'map', origin: below.origin, entries };
}

type ListPart = Extract<Part, { readonly k: 'list' }>;

/** Items of the patch come first, as in kustomize; items in both are merged. */
function mergedList(base: ListPart, patch: ListPart, way: readonly string[], lists: Lists): Part {
  const keys = mergeKeys(way);
  if (keys === 'set') {
    const known = new Set(patch.items.map((item) => JSON.stringify(plainOf(item))));
    return {
      ...base,
      items: [...patch.items, ...base.items.filter((item) => !known.has(JSON.stringify(plainOf(item))))],
    };
  }
  if (patch.items.some((item) => textAt(item, '$patch') === 'replace') || keys === undefined)
    return { ...patch, items: patch.items.filter((item) => partAt(item, ['$patch']) === undefined) };
  const idOf = (item: Part): string => keys.map((key) => textAt(item, key) ?? '').join('/');
  const items: Part[] = [];
  for (const item of patch.items) {
    const before = base.items.find((one) => idOf(one) === idOf(item));
    const after = merged(before, item, way, lists);
    if (after !== undefined) items.push(after);
  }
  const told = new Set(patch.items.map(idOf));
  return { ...base, items: [...items, ...base.items.filter((item) => !told.has(idOf(item)))] };
}

/** The content that a patch adds where nothing was, without its deletions. */
function withoutDirectives(patch: Part): Part {
  const open = opened(patch);
  if (open.k === 'list')
    return {
      ...open,
      items: open.items.filter((item) => textAt(item, '$patch') !== 'delete').map(withoutDirectives),
    };
  if (open.k !== 'map') return open;
  return {
    ...open,
    entries: new Map(
      [...open.entries].flatMap(([key, value]) =>
        key.startsWith('$') || isNull(value) ? [] : [[key, withoutDirectives(value)]],
      ),
    ),
  };
}

function isNull(part: Part): boolean {
  const open = opened(part);
  return open.k === 'scalar' && open.value === null;
}

const byField: Readonly<Record<string, readonly string[] | 'set'>> = {
  containers: ['name'],
  initContainers: ['name'],
  ephemeralContainers: ['name'],
  volumes: ['name'],
  env: ['name'],
  volumeMounts: ['mountPath'],
  volumeDevices: ['devicePath'],
  imagePullSecrets: ['name'],
  hostAliases: ['ip'],
  topologySpreadConstraints: ['topologyKey'],
  resourceClaims: ['name'],
  webhooks: ['name'],
  secrets: ['name'],
  conditions: ['type'],
  finalizers: 'set',
};

function mergeKeys(way: readonly string[]): readonly string[] | 'set' | undefined {
  const field = way.at(-1) ?? '';
  if (field === 'ports')
    return way.includes('containers') || way.includes('initContainers') ? ['containerPort'] : ['port'];
  return Object.hasOwn(byField, field) ? byField[field] : undefined;
}
