// The custom resource of a controller.
import { pluralOf } from '../kubernetes/plural.ts';
import { builtInGroups } from '../kubernetes/kinds.ts';
import { declaredKinds } from '../inventory/grants/crds.ts';
import { lineAt } from '../formats/edit.ts';
import type { Repository } from '../repo/repository.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { isForeign, ownKindsOf } from '../inventory/own-kinds.ts';
import { isShipped } from '../inventory/shipped.ts';
import { found, guess, place, type Finds } from './reading.ts';

interface Candidate {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly plural: string;
  readonly at: string;
}

/**
 * The kind that its name contains; of several such kinds, the one that its source names most is a guess, and so is a
 * kind of another project.
 */
export function resourceOf(inventory: Inventory, name: string): Finds {
  const declared = newest(candidatesOf(inventory.repository));
  const own = declared.filter(({ group }) => !isForeign(group));
  if (own.length === 0) return foreign(inventory, declared);
  const words = name
    .split('-')
    .filter((word) => !['controller', 'operator', 'kube', 'rs'].includes(word) && word.length > 2);
  const spoken = ({ group, kind }: Candidate): number =>
    words.filter((word) => group.includes(word)).length +
    words.filter((word) => kind.toLowerCase().includes(word)).length;
  const mentions = mentionsIn(inventory.repository, own);
  const ranked = [...own].sort(
    (a, b) => spoken(b) - spoken(a) || (mentions.get(b.kind) ?? 0) - (mentions.get(a.kind) ?? 0),
  );
  const [first] = ranked;
  if (first === undefined) return {};
  const alike = ranked.filter((one) => spoken(one) === spoken(first));
  const others = several(alike.slice(1).map(({ kind }) => kind));
  const agreed = (key: 'group' | 'version' | 'kind' | 'plural') =>
    alike.every((one) => one[key] === first[key])
      ? found(first[key], first.at)
      : guess(first[key], `${first.at}; it has ${others} too`);
  return { group: agreed('group'), version: agreed('version'), kind: agreed('kind'), plural: agreed('plural') };
}

/** Of a kind in several versions, the version that Kubernetes prefers. */
function newest(candidates: readonly Candidate[]): readonly Candidate[] {
  return candidates.filter(
    (one) =>
      !candidates.some(
        (other) =>
          other.kind === one.kind && other.group === one.group && compareVersions(other.version, one.version) > 0,
      ),
  );
}

/** Stable over beta over alpha, then by number. Source: https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definition-versioning/#version-priority */
function compareVersions(a: string, b: string): number {
  const parts = (version: string): readonly number[] => {
    const [, major = '0', stage, minor = '0'] = /^v(\d+)(?:(alpha|beta)(\d*))?$/.exec(version) ?? [];
    return [stage === undefined ? 2 : stage === 'beta' ? 1 : 0, Number(major), Number(minor)];
  };
  const other = parts(b);
  return (
    parts(a)
      .map((part, index) => part - (other[index] ?? 0))
      .find((difference) => difference !== 0) ?? 0
  );
}

function several(kinds: readonly string[]): string {
  return kinds.length <= 4 ? kinds.join(', ') : `${kinds.slice(0, 3).join(', ')} and ${kinds.length - 3} more`;
}

/** Derived in Rust, or declared in YAML and named in Rust: a CRD that no source names came with something else. */
function candidatesOf(repository: Repository): readonly Candidate[] {
  const { own, unsure } = ownKindsOf(repository);
  const derived = (own.length > 0 ? own : unsure).map(({ path, line, ...rest }) => ({
    ...rest,
    at: place({ path, line }),
  }));
  const manifests = [...repository.files].flatMap(([path, text]) =>
    !isShipped(path)
      ? []
      : [...declaredKinds(new Map([[path, text]])).values()].map((record) => ({
          ...record,
          at: place({ path, line: lineOfKind(text, record.kind) }),
        })),
  );
  const known = new Set(derived.map(({ kind }) => kind));
  const mentions = mentionsIn(repository, manifests);
  return [...derived, ...manifests.filter(({ kind }) => !known.has(kind) && (mentions.get(kind) ?? 0) > 0)];
}

function lineOfKind(text: string, kind: string): number {
  return lineAt(text, Math.max(0, text.search(new RegExp(`kind:\\s*["']?${kind}\\b`))));
}

/** How often Rust names each kind. */
function mentionsIn({ files }: Repository, candidates: readonly Candidate[]): ReadonlyMap<string, number> {
  const counts = new Map(candidates.map(({ kind }) => [kind, 0]));
  for (const [path, text] of files) {
    if (!path.endsWith('.rs') || counts.size === 0) continue;
    for (const [word] of text.matchAll(/\b[A-Z]\w*/g)) {
      const count = counts.get(word);
      if (count !== undefined) counts.set(word, count + 1);
    }
  }
  return counts;
}

/** The kind of another project that it watches instead. */
function foreign({ repository, permissions }: Inventory, declared: readonly Candidate[]): Finds {
  const [derived] = declared;
  if (derived !== undefined) {
    const why = `${derived.at}, which belongs to another project; this repository declares no own kind`;
    return {
      group: guess(derived.group, why),
      version: guess(derived.version, why),
      kind: guess(derived.kind, why),
      plural: guess(derived.plural, why),
    };
  }
  const builtIn = builtInGroups();
  const watches = (permissions?.needs ?? []).filter(
    ({ verb, resource }) => verb === 'watch' && !resource.includes('/'),
  );
  const watched = watches.find(({ group }) => !builtIn.has(group));
  if (watched === undefined) {
    const [first] = watches;
    return first === undefined
      ? {}
      : {
          group: guess(
            'example.dev',
            `${place(first)} watches ${first.resource}; this repository declares no custom resource`,
          ),
        };
  }
  const why = `${place(watched)} watches it, and it belongs to another project`;
  const kind = kindOf(repository, watched.resource);
  return {
    group: guess(watched.group, why),
    plural: guess(watched.resource, why),
    kind: kind === undefined ? undefined : guess(kind, why),
  };
}

/** The type in an `Api<K>` of the source for a resource. */
function kindOf({ files }: Repository, resource: string): string | undefined {
  for (const [path, text] of files) {
    const kinds = path.endsWith('.rs') ? [...text.matchAll(/\bApi<([A-Z]\w*)>/g)].map(([, kind = '']) => kind) : [];
    const kind = kinds.find((one) => pluralOf(one.toLowerCase()) === resource);
    if (kind !== undefined) return kind;
  }
  return undefined;
}
