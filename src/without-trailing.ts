// Removes characters from the end of a text in one pass: `/-+$/` reads a run of them once for each of them.

/** The text without any of the characters at its end. */
export function withoutTrailing(text: string, characters: string): string {
  let end = text.length;
  while (end > 0 && characters.includes(text[end - 1] ?? '')) end -= 1;
  return text.slice(0, end);
}
