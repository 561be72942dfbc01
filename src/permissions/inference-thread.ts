// The thread of inferences. It loads the parser before its first task comes.
import { parentPort } from 'node:worker_threads';
import { loadRustParser } from '../formats/rust/parser.ts';
import { UserError } from '../errors.ts';
import type { FromManifests } from '../inference/from-manifests.ts';
import type { Inference } from '../inference/infer.ts';
import { perform, type Task } from './task.ts';

/** A task, or the facts from manifests for one. */
export type Question = { readonly id: number } & ({ readonly task: Task } | { readonly manifests: FromManifests });

export type Answer = { readonly id: number } & (
  | { readonly progress: string }
  | { readonly inference: Inference }
  | { readonly mistake: string; readonly status: UserError['status'] }
  | { readonly error: unknown }
);

/** In milliseconds: nobody reads a step that is shown for less. */
const PAUSE = 100;

/** The tasks that wait for the facts from manifests. */
const waiting = new Map<number, (manifests: FromManifests) => void>();

parentPort?.on('message', (question: Question) => {
  const { id } = question;
  if ('task' in question) void answer(id, question.task);
  else waiting.get(id)?.(question.manifests);
});

async function answer(id: number, task: Task): Promise<void> {
  const manifests = new Promise<FromManifests>((resolve) => waiting.set(id, resolve));
  try {
    say({
      id,
      inference: await perform(
        task,
        manifests,
        seldom(PAUSE, (progress) => say({ id, progress })),
      ),
    });
  } catch (error) {
    // A message keeps no class of our own.
    say(error instanceof UserError ? { id, mistake: error.message, status: error.status } : { id, error });
  } finally {
    waiting.delete(id);
  }
}

function say(what: Answer): void {
  parentPort?.postMessage(what);
}

/** The same function, but it does nothing for a pause of some milliseconds after each call. */
function seldom(pause: number, call: (what: string) => void): (what: string) => void {
  let last = 0;
  return (what) => {
    const now = performance.now();
    if (now - last < pause) return;
    last = now;
    call(what);
  };
}

void loadRustParser();
