// What is said of files that a killed run had left.
import { printable } from '../formats/wrap.ts';

export function removedText(removed: readonly string[]): string {
  return removed.map((file) => `Removed ${printable(file)}, which a run that was killed had left.\n`).join('');
}
