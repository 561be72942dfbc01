// What a run that was killed had left goes before anything is judged: git would call it a change, and a directory not empty.
import type { Output } from '../cli/output.ts';
import { removeLeftovers } from '../repo/leftovers.ts';
import { removedText } from './removed-text.ts';

/** Removes it from a directory, where there is one, and says so. */
export function removeLeft(folder: string, err: Output): void {
  err.lines(removedText(removeLeftovers(folder)));
}
