// What a command is, and what it runs with.
import type { Flag } from '../answers/flags.ts';
import type { Outputs } from './streams.ts';

/** 0 done; 1 found something or refused; 2 wrong usage; 3 failed while it ran; 130 cancelled with Ctrl-C. */
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
  /** What is wrong with the command line; a command may find more and reports all at once. */
  readonly problems: readonly string[];
}

/** Two columns of a help. */
export type Rows = readonly (readonly [left: string, right: string])[];

/** What the help of a command says besides its flags. */
export interface Help {
  /** Its words and flags as a reader can copy them, and what that does. */
  readonly examples: Rows;
  readonly notes?: { readonly title: string; readonly rows: Rows };
  /** What exit status 0 means. */
  readonly done: string;
  /** What exit status 1 means; undefined where it never ends with that. */
  readonly found?: string;
  /** Its page among the docs of this repository. */
  readonly page: string;
}

/** One command. Its code is imported only when it runs. */
export interface Command {
  readonly summary: string;
  /** How it is called, after the program's name. */
  readonly usage: string;
  /** How many words it takes besides flags. */
  readonly positionals: number;
  readonly flags: () => Promise<readonly Flag[]>;
  readonly help: () => Promise<Help>;
  readonly load: () => Promise<(invocation: Invocation) => Promise<ExitStatus>>;
}
