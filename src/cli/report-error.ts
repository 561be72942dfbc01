// Turns a thrown error into a message and an exit status.
import { asksForJson } from './arguments.ts';
import { UserError } from '../errors.ts';
import { wrap } from '../formats/wrap.ts';
import type { ExitStatus } from './command.ts';
import type { Outputs } from './streams.ts';

/** Reports an error on standard error; with --json also as the one document on standard output. */
export function report(error: unknown, words: readonly string[], { out, err }: Outputs): ExitStatus {
  const { status, message } = describe(error);
  if (asksForJson(words)) out.json({ error: { status, message } });
  const lines = fitting(`${status === 130 ? '' : mark}${message}`.split('\n'), err.columns);
  err.lines(lines.map((line, at) => (at === 0 ? line.replace(mark, `${err.paint('red', 'error')}: `) : line)));
  return status;
}

const mark = 'error: ';

/** The lines, each broken between words if it is wider than the terminal; the rest keeps the indent of the line. */
function fitting(lines: readonly string[], columns = Number.POSITIVE_INFINITY): readonly string[] {
  return lines.flatMap((line) =>
    line.length <= columns ? [line] : wrap(line, columns, line.length - line.trimStart().length),
  );
}

function describe(error: unknown): { readonly status: ExitStatus; readonly message: string } {
  if (error instanceof UserError) return error;
  if (!(error instanceof Error)) return { status: 3, message: String(error) };
  if (error.name === 'ExitPromptError') return { status: 130, message: 'Cancelled; nothing was written.' };
  return 'syscall' in error
    ? { status: 3, message: `${error.message}. Nothing was written.` }
    : {
        status: 3,
        message: `${error.stack ?? error.message}\nThis is a bug in create-kube-secure-controller: please report it.`,
      };
}
