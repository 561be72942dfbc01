// The answer of git. A git that was killed, timed out or never started has given no answer.
import { UserError } from '../errors.ts';
import type { GitOutcome } from './run-git.ts';

export type GitAnswer = GitOutcome & { readonly status: number };

/**
 * The outcome of a git that ended by itself, with any status.
 *
 * @throws UserError with status 3 otherwise: it is not installed, was killed, or took longer than it may
 */
export function answerOf(outcome: GitOutcome, words: readonly string[]): GitAnswer {
  const { status } = outcome;
  if (status === undefined) throw new UserError(`${whyNone(outcome, commandOf(words))}`, { status: 3 });
  return { ...outcome, status };
}

/**
 * The output of a successful git.
 *
 * @param accepted the statuses that count as success
 * @throws UserError with status 3 if it failed
 */
export function outputOf(outcome: GitOutcome, words: readonly string[], accepted: readonly number[] = [0]): Buffer {
  const { status, stdout, stderr } = answerOf(outcome, words);
  if (accepted.includes(status)) return stdout;
  throw new UserError(`git ${commandOf(words)} failed: ${stderr.replaceAll('\n', '; ')}`, { status: 3 });
}

function whyNone({ isInstalled, timedOut, seconds, stderr, waitsFor }: GitOutcome, command: string): string {
  if (!isInstalled)
    return 'git could not be started: it is not installed, or only in the repository itself. Install it.';
  if (waitsFor !== undefined)
    return `git ${command} was stopped, since it waited for ${waitsFor}, which is not a regular file. Remove that file.`;
  if (timedOut)
    return `git ${command} did not end within ${seconds} seconds, and was stopped. Run it again when the machine is less busy.`;
  return `git ${command} did not end by itself (${stderr.replaceAll('\n', '; ')}). Run it again.`;
}

function commandOf(words: readonly string[]): string {
  return words.find((word) => !word.startsWith('-')) ?? '';
}
