// The one class for what the user got wrong; anything else that is thrown is a bug or the machine's fault.
import { printable, withoutCommands } from './printable.ts';

/**
 * A fault of the user's: what is wrong, why, and what to do.
 *
 * `status` is the exit status of product contract: 1 refused, 2 wrong usage or answer, 3 failed while it ran.
 */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly status: 1 | 2 | 3;

  /** By its name: what is built holds this class more than once. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === 'UserError';
  }

  /**
   * @param message one line, or several: a name in it ends none of them, and no CI runner takes one for a command, also
   * where Yeoman prints it
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
