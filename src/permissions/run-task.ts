// Runs inferences. The build replaces this module with run-task-in-thread.ts, because Node.js 20 reads no TypeScript in
// a thread: from the sources, as in tests, they run in the thread of the caller.
import type { FromManifests } from '../inference/from-manifests.ts';
import type { Inference } from '../inference/infer.ts';
import { perform, type Task } from './task.ts';

/** Prepares for an inference that will probably follow. */
export function prepare(): void {}

/**
 * @param manifests reads their facts; it is called once, before this function returns
 * @param progress gets the current step
 */
export function runTask(
  task: Task,
  manifests: () => FromManifests,
  progress: (what: string) => void,
): Promise<Inference> {
  return perform(task, manifests(), progress);
}
