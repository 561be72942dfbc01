// What is said of files that a killed run had left.

export function removedText(removed: readonly string[]): readonly string[] {
  return removed.map((file) => `Removed ${file}, which a killed run had left.`);
}
