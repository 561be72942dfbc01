// The built program in another process, killed after its time limit.
import { fork, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { afterAll } from 'vitest';
import type { Outcome } from '../cli/run.ts';

/** The processor seconds that a run on a hostile input may take, however busy the machine is. */
export const bound = 10;
/** A run that waits forever uses no processor time. */
const waiting = 120_000;

/** Processor `seconds`. */
export type Timed = Outcome & { readonly seconds: number };
export type Bounded = (words: readonly string[], cwd: string) => Promise<Timed>;

/**
 * Runs commands one after the other in one process, because its start takes longer than most of them. `status` is null
 * if a command took too long or ended the process; the next one gets a new process.
 */
export function boundedProgram(): Bounded {
  let running: ChildProcess | undefined;
  afterAll(() => running?.kill('SIGKILL'));
  return async (words, cwd) => {
    running ??= fork(path.join(import.meta.dirname, 'served.mjs'), { serialization: 'advanced' });
    const child = running;
    const outcome = await answerOf(child, words, cwd);
    if (outcome.status === null) {
      child.kill('SIGKILL');
      running = undefined;
    }
    return outcome;
  };
}

function answerOf(child: ChildProcess, words: readonly string[], cwd: string): Promise<Timed> {
  return new Promise((resolve) => {
    const end = (outcome: Timed): void => {
      clearTimeout(late);
      child.removeAllListeners();
      resolve(outcome);
    };
    const lost = (why: string): void =>
      end({ status: null, stdout: '', stderr: why, seconds: Number.POSITIVE_INFINITY });
    const late = setTimeout(() => lost(`no end within ${waiting / 1000} s`), waiting);
    child.once('exit', (status, signal) => lost(`the process ended: ${status ?? signal}`));
    child.once('message', (answer: Timed) =>
      answer.seconds > bound ? lost(`${answer.seconds} s of a processor`) : end(answer),
    );
    child.send({ words, cwd });
  });
}
