// The interface of a command.
import type { Flag } from '../answers/flags.ts';
import type { Outputs } from './streams.ts';

/** 0 done; 1 found something or refused; 2 wrong usage; 3 failed while running; 130 cancelled with Ctrl-C. */
export type ExitStatus = 0 | 1 | 2 | 3 | 130;

export interface Streams {
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly stdout: NodeJS.WritableStream & { readonly isTTY?: boolean };
  readonly stderr: NodeJS.WritableStream & { readonly isTTY?: boolean };
}

export interface Invocation extends Pick<Streams, 'stdin'>, Outputs {
  readonly cwd: string;
  readonly flags: ReadonlyMap<string, string | boolean>;
  readonly positionals: readonly string[];
  /** The faults of the command line; a command may find more, and reports all at once. */
  readonly problems: readonly string[];
}

/** Two columns of a help text. */
export type Rows = readonly (readonly [left: string, right: string])[];

/** The parts of a command's help besides its flags. */
export interface Help {
  /** Its words and flags, ready to copy, and their effect. */
  readonly examples: Rows;
  readonly notes?: { readonly title: string; readonly rows: Rows };
  /** The meaning of exit status 0. */
  readonly done: string;
  /** The meaning of exit status 1; undefined if it never occurs. */
  readonly found?: string;
  /** Its page in the docs of this repository. */
  readonly page: string;
}

/** One command. Its code is imported only when it runs. */
export interface Command {
  readonly summary: string;
  /** Its words after the name of the program. */
  readonly usage: string;
  readonly positionals: number;
  readonly flags: () => Promise<readonly Flag[]>;
  readonly help: () => Promise<Help>;
  readonly load: () => Promise<(invocation: Invocation) => Promise<ExitStatus>>;
}
