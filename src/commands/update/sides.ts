// The sides of an update, for generated and for hardened repositories.
import type { Given, Problem } from '../../answers/resolve.ts';
import type { Invocation } from '../../cli/command.ts';
import type { Base } from '../../merge/find-base.ts';
import type { Left } from '../../merge/merge-update.ts';
import type { Files } from '../../repo/files.ts';
import type { Hosts } from './gains.ts';

export interface Request {
  readonly invocation: Invocation;
  /** The wanted answers. */
  readonly given: Given;
  /** How a message names a wrong one. */
  readonly say?: ((problem: Problem) => string) | undefined;
}

export interface Sides {
  /** The output of this version with the wanted answers. */
  readonly theirs: Files;
  readonly base: Base;
  /** The version that wrote the base. */
  readonly from: string;
  readonly hosts: Hosts;
  /** The records once every file is resolved, with the texts that no commit will contain. */
  readonly records: (stored: Files) => Files;
  /** Messages about files that are not merged. */
  readonly left: readonly Left[];
}
