// The custom resources of one controller: the first has answers of its own, each further one is a word of a list.
import { isClusterScoped, refusalToOwn } from '../kubernetes/ownable.ts';
import { pluralOf } from '../kubernetes/plural.ts';
import type { Known } from './answer.ts';
import { all, each, matches, type Check } from './checks.ts';

export interface DeclaredKind {
  readonly kind: string;
  readonly plural: string;
  /** The kinds that the controller creates for each object of it. */
  readonly owns: readonly string[];
}

/** Every kind of a repository, the first one first. */
export function declaredKinds(
  answers: DeclaredKind & { readonly moreKinds: readonly string[] },
): readonly DeclaredKind[] {
  const { kind, plural, owns, moreKinds } = answers;
  return [{ kind, plural, owns }, ...moreKinds.map(kindFrom)];
}

/** `Backup=Job+Secret`, or `Backup`, which owns a ConfigMap. */
export function kindFrom(word: string): DeclaredKind {
  const end = word.indexOf('=');
  const [kind, owns] = end === -1 ? [word, defaultOwned] : [word.slice(0, end), word.slice(end + 1)];
  return { kind, plural: pluralOf(kind.toLowerCase()), owns: owns.split('+') };
}

/** The word of a kind. */
export function wordOf({ kind, owns }: Pick<DeclaredKind, 'kind' | 'owns'>): string {
  return `${kind}=${owns.join('+')}`;
}

/** The Rust module of a further kind: `BackupPlan` is `backup_plan`. */
export function moduleOf(kind: string): string {
  return kind
    .replaceAll(/([a-z0-9])([A-Z])|([A-Z])(?=[A-Z][a-z])/g, (_, low: string, high: string, last: string) =>
      last === undefined ? `${low}_${high}` : `${last}_`,
    )
    .toLowerCase();
}

export const ownsForm = 'Kind[=Owned+Owned],…';
const defaultOwned = 'ConfigMap';

// Names that the generated `crd.rs` needs, or that Rust does not accept for a struct.
const takenByRust = new Set(
  'Self String Vec Option Box Result Some None Ok Err Default Clone Debug Send Sync Sized Copy Drop Fn FnMut FnOnce From Into ToString ToOwned Iterator IntoIterator Extend PartialEq Eq PartialOrd Ord Condition CustomResource JsonSchema Serialize Deserialize Resource ResourceSpec ResourceStatus'.split(
    ' ',
  ),
);

/** The accepted names of a kind. */
export const kindName: Check = all(
  matches(/^[A-Z][A-Za-z0-9]{0,62}$/, 'PascalCase letters and digits, such as "Document"'),
  Object.assign(
    (value: string) => (takenByRust.has(value) ? 'is a name that Rust or the generated code uses itself' : undefined),
    { patterns: [noneOf(takenByRust, '$')] },
  ),
);

/** The form of the word for a further kind, as far as it depends on no other answer: no owned kind twice. */
export const wordPatterns: readonly string[] = [
  /^[A-Z][A-Za-z0-9]{0,62}(=[A-Z][A-Za-z]*(\+[A-Z][A-Za-z]*)*)?$/.source,
  noneOf(takenByRust, '(=|$)'),
  /^(?!.*[=+]([A-Za-z]+)(\+[A-Za-z]+)*\+\1(\+|$))/.source,
];

/** A word with only these owned kinds. */
export function owning(kinds: readonly string[]): string {
  return `^[^=]*([=+](${kinds.join('|')}))*$`;
}

/** Any text except these words, each up to its end. */
function noneOf(words: ReadonlySet<string>, end: string): string {
  return `^(?!(${[...words].join('|')})${end})`;
}

/**
 * The reason why further kinds are refused, or undefined.
 *
 * @param known the first kind, which none of them may repeat, and the scope
 */
export function refusalOfKinds(words: readonly string[], known: Known, namespaced: boolean): string | undefined {
  const kinds = [{ kind: known.text('kind'), plural: known.text('plural') }, ...words.map(kindFrom)];
  for (const [at, word] of words.entries()) {
    const { kind, plural, owns } = kindFrom(word);
    const reason = kindName(kind, known) ?? refusalOfModule(kind) ?? refusalOfOwned(owns, known, namespaced);
    if (reason !== undefined) return `"${word}" ${reason}`;
    const other = kinds.slice(0, at + 1).find((one) => one.plural === plural || moduleOf(one.kind) === moduleOf(kind));
    if (other !== undefined) return `"${word}" is too similar to ${other.kind}: each kind needs its own name`;
  }
  return undefined;
}

function refusalOfModule(kind: string): string | undefined {
  return takenModules.has(moduleOf(kind)) ? 'is a name whose module the generated code uses itself' : undefined;
}

function refusalOfOwned(owns: readonly string[], known: Known, namespaced: boolean): string | undefined {
  const reason = each(refusalToOwn)(owns, known);
  if (reason !== undefined) return `owns a kind that cannot be owned: ${reason}`;
  const wide = owns.find((kind) => namespaced && isClusterScoped(kind));
  return (
    wide && `owns ${wide}, which is cluster-scoped: a namespaced controller has no right to it. Use --scope cluster`
  );
}

// Keywords of Rust (https://doc.rust-lang.org/reference/keywords.html), and the modules next to that of a further kind.
const takenModules = new Set(
  'abstract as async await become bin box break cleanup const continue crate crd do dyn else enum error extern external final fn for gen if impl in install_crd least_privilege let lib life loop machinery macro main match mod move mut outside override owned priv pub ref return self static struct super trait true try type typeof union unsafe unsized use virtual where while workload world yield'.split(
    ' ',
  ),
);
