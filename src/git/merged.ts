// The input and the result of a merge, for both ways in which git does it.
import type { Files } from '../repo/files.ts';

export interface Merged {
  /** Every file of the result; one with a conflict has markers in it, unless one side deleted it. */
  readonly files: Files;
  readonly conflicts: readonly Conflict[];
}

export interface Conflict {
  readonly path: string;
  /** The sides with the file, by their stage in an index of git: 1 base, 2 ours, 3 theirs. */
  readonly stages: ReadonlyMap<Stage, string>;
}

export type Stage = '1' | '2' | '3';

/** The branches; git writes their names into the markers of a conflict, where a person reads them. */
export const label = { base: 'recorded', ours: 'yours', theirs: 'generated' } as const;

/** Runs git in the temporary repository; a status that is not accepted is a failure. */
export type Git = (words: readonly string[], how?: How) => Promise<Answered>;

export interface How {
  readonly input?: string;
  readonly accepted?: readonly number[];
}

export interface Answered {
  readonly status: number;
  readonly output: Buffer;
}
