// The message about removed files of a killed run.

export function removedText(removed: readonly string[]): readonly string[] {
  return removed.map((file) => `Removed ${file}, which a killed run had left.`);
}
