// The custom resources of a repository, each with the names that its templates use.
import type { Answers } from '../answers/index.ts';
import { declaredKinds, moduleOf, type DeclaredKind } from '../answers/kinds.ts';
import { ownedKind, type BuiltInKind } from '../kubernetes/ownable.ts';

export interface CustomKind {
  readonly kind: string;
  readonly plural: string;
  readonly singular: string;
  readonly shortName: string;
  readonly crdName: string;
  /** The module of a further kind; the first kind is next to them, so that adding a kind moves nothing. */
  readonly module: string | undefined;
  /** The place of its Rust, as a folder, and as a path in the crate: empty for the first. */
  readonly folder: string;
  readonly within: string;
  /** Whether it is cluster-scoped itself, because it owns a kind that is. */
  readonly clusterScopedResource: boolean;
  /** Whether it is cluster-scoped and owns namespaced kinds: `spec.targetNamespace` names their namespace. */
  readonly targetNamespace: boolean;
  /** The namespace of its example; a cluster-scoped one has none. */
  readonly exampleNamespace: string | undefined;
  readonly owned: readonly BuiltInKind[];
}

/** Every kind, the first one first. */
export function customKinds(answers: Answers): readonly [CustomKind, ...CustomKind[]] {
  const [first, ...further] = declaredKinds(answers);
  if (first === undefined) throw new Error('a repository without a kind');
  const taken = new Set<string>();
  const named = (declared: DeclaredKind, module?: string): CustomKind => {
    const shortName = shortNameOf(declared, taken);
    taken.add(shortName);
    const owned = declared.owns.map(ownedKind);
    const clusterScopedResource = owned.some((kind) => !kind.namespaced);
    return {
      kind: declared.kind,
      plural: declared.plural,
      singular: declared.kind.toLowerCase(),
      shortName,
      crdName: `${declared.plural}.${answers.group}`,
      module,
      folder: module === undefined ? 'src' : `src/${module}`,
      within: module === undefined ? '' : `${module}::`,
      clusterScopedResource,
      targetNamespace: clusterScopedResource && owned.some((kind) => kind.namespaced),
      exampleNamespace: clusterScopedResource ? undefined : (answers.watchNamespaces?.[0] ?? 'default'),
      owned,
    };
  };
  return [named(first), ...further.map((declared) => named(declared, moduleOf(declared.kind)))];
}

/**
 * The capitals of the kind, as users of kubectl abbreviate it: `MyController` is `mc`; for one word its first three
 * letters, and more if another kind has the same.
 */
function shortNameOf({ kind, plural }: DeclaredKind, taken: ReadonlySet<string>): string {
  const capitals = kind.replaceAll(/[^A-Z]/g, '').toLowerCase();
  const lower = kind.toLowerCase();
  let short = capitals.length > 1 ? capitals : lower.slice(0, 3);
  while (short === plural || short === lower || taken.has(short)) short += 'x';
  return short;
}
