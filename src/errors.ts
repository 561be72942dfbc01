// The one class for mistakes of the user; any other error is a bug or a fault of the machine.
import { printable, withoutCommands } from './printable.ts';

/**
 * A mistake of the user: what is wrong, why, and what to do.
 *
 * `status` is the exit status: 1 refused, 2 wrong usage or answer, 3 failed while it ran.
 */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly status: 1 | 2 | 3;

  /** Compares by name, because the build contains this class more than once. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === 'UserError';
  }

  /**
   * @param message one line, or several: a name in it cannot end a line, and no CI runner reads a command in it, even
   * if Yeoman prints it
   */
  constructor(
    message: string | readonly string[],
    { status, cause }: { readonly status: 1 | 2 | 3; readonly cause?: unknown },
  ) {
    super(
      [message]
        .flat()
        .map((line) => withoutCommands(printable(line)))
        .join('\n'),
      cause === undefined ? undefined : { cause },
    );
    this.status = status;
  }
}
