// What an update merges into a repository, whoever made that: what each kind of repository tells.
import type { Given, Problem } from '../../answers/resolve.ts';
import type { Invocation } from '../../cli/command.ts';
import type { Base } from '../../merge/find-base.ts';
import type { Left } from '../../merge/merge-update.ts';
import type { Files } from '../../repo/files.ts';
import type { Hosts } from './gains.ts';

export interface Request {
  readonly invocation: Invocation;
  /** The answers that are wanted. */
  readonly given: Given;
  /** How a wrong one is said. */
  readonly say?: ((problem: Problem) => string) | undefined;
}

export interface Sides {
  /** What this version writes with the answers that are wanted. */
  readonly theirs: Files;
  readonly base: Base;
  /** The version that wrote the base. */
  readonly from: string;
  readonly hosts: Hosts;
  /** The records as they stand once every file is settled, with the texts that no commit will hold. */
  readonly records: (stored: Files) => Files;
  /** What is said of files that are not merged. */
  readonly left: readonly Left[];
}
