// One repository of a fleet: the results of its audit as numbers.

export const GRADES = ['F', 'D', 'C', 'B', 'A'] as const;
export const COUNTED = ['critical', 'high', 'medium', 'low', 'unknown'] as const;
export type Counted = (typeof COUNTED)[number];

export interface Row {
  /** Its remote with the path of the directory in it; without a remote, the name of the directory. */
  readonly repository: string;
  readonly origin: string | null;
  /** The report that contains it, as it was named. */
  readonly file: string;
  readonly grade: (typeof GRADES)[number];
  readonly score: number;
  readonly findings: Readonly<Record<Counted, number>>;
  /** Places that are ignored with a reason. */
  readonly suppressed: number;
  /** The version of this package that last made or hardened it; null if it has no record. */
  readonly version: string | null;
  /** NAME@VERSION of its preset; null for none. */
  readonly preset: string | null;
  /** In words, the ways in which it is behind. */
  readonly behind: readonly string[];
  /** In words, the files of its preset that were edited; null if no preset judged it. */
  readonly drifted: readonly string[] | null;
  readonly reach: string;
  /** The gains of an attacker who takes over its Pod. */
  readonly gets: readonly string[];
  /** The rules that it breaks. */
  readonly broken: readonly string[];
  readonly profile: string;
  /** The parts that the numbers lack, because the audit was told to leave them out. */
  readonly lacks: readonly string[];
}

/** An audit that gave no report. */
export interface Failure {
  readonly file: string;
  readonly message: string;
}

/** In a word or two, how far a repository is from the newest version and its preset. */
export function stateOf({ behind, drifted, version }: Row): string {
  const words = [...(behind.length > 0 ? ['behind'] : []), ...((drifted?.length ?? 0) > 0 ? ['drifted'] : [])];
  if (words.length > 0) return words.join(', ');
  if (drifted !== null) return 'current';
  return version === null ? 'no record' : 'no preset asked';
}
