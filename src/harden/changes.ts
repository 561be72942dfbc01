// The files that a plan changes.
import { unifiedDiff } from '../formats/unified-diff.ts';
import type { Plan } from './plan.ts';

export interface ChangedFile {
  readonly path: string;
  /** Undefined for a new file. */
  readonly before: string | undefined;
  readonly after: string;
  readonly diff: string;
}

/** In alphabetical order. */
export function changedFiles({ before, after }: Pick<Plan, 'before' | 'after'>): readonly ChangedFile[] {
  return [...after.files].flatMap(([path, text]) => {
    const old = before.files.get(path);
    return old === text ? [] : [{ path, before: old, after: text, diff: unifiedDiff(path, old, text) }];
  });
}

/** One patch for all of them, for `git apply`. */
export function patchOf(plan: Pick<Plan, 'before' | 'after'>): string {
  return changedFiles(plan)
    .map(({ diff }) => diff)
    .join('');
}
