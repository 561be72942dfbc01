// What is thrown, as a message and an exit status.
import { styleText } from 'node:util';
import { UserError } from '../errors.ts';
import type { ExitStatus, Streams } from './command.ts';

/** Reports an error where the user looks for it; with --json also as the one document on standard output. */
export function report(error: unknown, words: readonly string[], { stdout, stderr }: Streams): ExitStatus {
  const { status, message } = describe(error);
  if (words.includes('--json')) stdout.write(`${JSON.stringify({ error: { status, message } }, undefined, 2)}\n`);
  const mark = status === 130 ? '' : `${styleText('red', 'error', { stream: stderr })}: `;
  stderr.write(`${mark}${message}\n`);
  return status;
}

function describe(error: unknown): { readonly status: ExitStatus; readonly message: string } {
  if (error instanceof UserError) return error;
  if (!(error instanceof Error)) return { status: 3, message: String(error) };
  if (error.name === 'ExitPromptError') return { status: 130, message: 'Cancelled; nothing was written.' };
  return 'syscall' in error
    ? { status: 3, message: `${error.message}. Nothing was written.` }
    : {
        status: 3,
        message: `${error.stack ?? error.message}\nThis is a fault of create-kube-secure-controller: please report it.`,
      };
}
