// Runs inferences in a second thread, while the first one reads manifests and runs the rules.
import { getHeapStatistics } from 'node:v8';
import { Worker } from 'node:worker_threads';
import { UserError } from '../errors.ts';
import type { FromManifests } from '../inference/from-manifests.ts';
import type { Inference } from '../inference/infer.ts';
import type { Answer, Question } from './inference-thread.ts';
import type { Task } from './task.ts';

/** Starts the thread, which takes about as long as the rest of a command takes to load. */
export function prepare(): void {
  thread();
}

/** As in run-task.ts; the thread reads the source while this one reads the manifests. */
export function runTask(
  task: Task,
  manifests: () => FromManifests,
  progress: (what: string) => void,
): Promise<Inference> {
  return thread().run(task, manifests, progress);
}

let started: Thread | undefined;

function thread(): Thread {
  started ??= new Thread();
  return started;
}

interface Waiting {
  readonly resolve: (inference: Inference) => void;
  readonly reject: (error: unknown) => void;
  readonly progress: (what: string) => void;
}

class Thread {
  readonly #worker = new Worker(new URL('./inference-thread.cjs', import.meta.url));
  readonly #waiting = new Map<number, Waiting>();
  #tasks = 0;
  #died: { readonly of: unknown } | undefined;

  constructor() {
    this.#worker.on('message', (answer: Answer) => this.#hear(answer));
    this.#worker.on('error', (error) => {
      const of = explained(error);
      this.#died = { of };
      for (const { reject } of this.#waiting.values()) reject(of);
    });
    // The program ends even if it needed no inference.
    this.#worker.unref();
  }

  run(task: Task, manifests: () => FromManifests, progress: (what: string) => void): Promise<Inference> {
    if (this.#died !== undefined) return Promise.reject(this.#died.of);
    this.#tasks += 1;
    const id = this.#tasks;
    this.#ask({ id, task });
    this.#ask({ id, manifests: manifests() });
    this.#worker.ref();
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject, progress }));
  }

  #ask(question: Question): void {
    this.#worker.postMessage(question);
  }

  #hear(answer: Answer): void {
    const waiting = this.#waiting.get(answer.id);
    if (waiting === undefined) return;
    if ('progress' in answer) {
      waiting.progress(answer.progress);
      return;
    }
    this.#waiting.delete(answer.id);
    if (this.#waiting.size === 0) this.#worker.unref();
    if ('mistake' in answer) waiting.reject(new UserError(answer.mistake.split('\n'), { status: answer.status }));
    else if ('error' in answer) waiting.reject(answer.error);
    else waiting.resolve(answer.inference);
  }
}

/** Node.js ends a thread that needs too much memory: the program goes on, and says what helps. */
function explained(error: Error): Error {
  if (!('code' in error) || error.code !== 'ERR_WORKER_OUT_OF_MEMORY') return error;
  const limit = Math.round(getHeapStatistics().heap_size_limit / 2 ** 20);
  return new UserError(
    [
      `The Rust of this repository needs more memory than Node.js may use, which is about ${limit} MiB here. Nothing was written.`,
      `Allow more: NODE_OPTIONS=--max-old-space-size=${limit * 2}`,
    ],
    { status: 3 },
  );
}
