// An update in progress: its changes, and the steps that are left after its conflicts are settled. The repository
// itself holds it.
import type { Files } from '../../repo/files.ts';

/** Its place while an update is written, and until `--continue` or `--abort` if a person must decide. */
export const pendingPath = '.kube-secure-controller.update.json';

export interface Pending {
  /** False while files are written: then a run that ended was killed. */
  readonly isWritten: boolean;
  /** The commit of the repository when the update began. */
  readonly commit: string;
  /** Every path that the update wrote or removed. */
  readonly touched: readonly string[];
  readonly conflicts: readonly string[];
  /** The records after the update. */
  readonly records: Files;
}

export function pendingDocument({ isWritten, commit, touched, conflicts, records }: Pending): string {
  const state = isWritten
    ? 'has conflicts, or left files for you to settle. Settle them, then run `update --continue`, or `update --abort`.'
    : 'is being written. If none is running, it was killed: run `update --abort`.';
  const $comment = `An update of create-kube-secure-controller ${state}`;
  return `${JSON.stringify({ $comment, isWritten, commit, conflicts, touched, records: Object.fromEntries(records) }, undefined, 2)}\n`;
}

/** Undefined for an invalid text. */
export function pendingFrom(text: string): Pending | undefined {
  try {
    const document: unknown = JSON.parse(text);
    if (typeof document !== 'object' || document === null) return undefined;
    const { isWritten, commit, touched, conflicts, records } = {
      ...{ isWritten: false, commit: undefined, touched: [], conflicts: [], records: {} },
      ...document,
    };
    if (typeof commit !== 'string' || !/^[0-9a-f]{40,64}$/.test(commit)) return undefined;
    if (!isTexts(touched) || !isTexts(conflicts) || typeof records !== 'object' || records === null) return undefined;
    const entries = Object.entries(records).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
    return { isWritten: isWritten === true, commit, touched, conflicts, records: new Map(entries) };
  } catch {
    return undefined;
  }
}

/** The conflict markers of a merge, in any file. */
export function hasMarkers(text: string): boolean {
  return /^<{7} /m.test(text) && /^>{7} /m.test(text);
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}
