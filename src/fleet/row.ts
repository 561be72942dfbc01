// One repository of a fleet: what its audit said, to the number.

export const GRADES = ['F', 'D', 'C', 'B', 'A'] as const;
export const COUNTED = ['critical', 'high', 'medium', 'low', 'unknown'] as const;
export type Counted = (typeof COUNTED)[number];

export interface Row {
  /** Its remote with the way to the directory in it; the name of the directory where it has none. */
  readonly repository: string;
  readonly origin: string | null;
  /** The report that says it, as it was named. */
  readonly file: string;
  readonly grade: (typeof GRADES)[number];
  readonly score: number;
  readonly findings: Readonly<Record<Counted, number>>;
  /** Places that somebody gave a reason to ignore. */
  readonly suppressed: number;
  /** The version of this package that made it or hardened it last; null where it keeps none. */
  readonly version: string | null;
  /** NAME@VERSION of the preset that it is on; null for none. */
  readonly preset: string | null;
  /** In what it is behind, in words. */
  readonly behind: readonly string[];
  /** What was edited that its preset keeps, in words; null where it was judged by no preset. */
  readonly drifted: readonly string[] | null;
  readonly reach: string;
  /** What an attacker who takes over its Pod gets. */
  readonly gets: readonly string[];
  /** The rules that it breaks. */
  readonly broken: readonly string[];
  readonly profile: string;
  /** What the numbers lack, because the audit was asked to leave it out. */
  readonly lacks: readonly string[];
}

/** An audit that gave no report. */
export interface Failure {
  readonly file: string;
  readonly message: string;
}

/** How a repository stands beside the newest version and its preset, in a word or two. */
export function stateOf({ behind, drifted, version }: Row): string {
  const words = [...(behind.length > 0 ? ['behind'] : []), ...((drifted?.length ?? 0) > 0 ? ['drifted'] : [])];
  if (words.length > 0) return words.join(', ');
  if (drifted !== null) return 'current';
  return version === null ? 'no record' : 'no preset asked';
}
