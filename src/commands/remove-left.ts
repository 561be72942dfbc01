// Removes the leftovers of a killed run before anything is judged: git would list them as changes, and a directory
// would not be empty.
import type { Output } from '../cli/output.ts';
import { removeLeftovers } from '../repo/leftovers.ts';
import { removedText } from './removed-text.ts';

/** Removes them from a directory, if there are any, and reports it. */
export function removeLeft(folder: string, err: Output): void {
  err.lines(removedText(removeLeftovers(folder)));
}
