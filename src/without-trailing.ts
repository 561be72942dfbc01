// Cuts characters off the end of a text in one pass: `/-+$/` looks at a run of them once for each of them.

/** The text without those of the characters that it ends with. */
export function withoutTrailing(text: string, characters: string): string {
  let end = text.length;
  while (end > 0 && characters.includes(text[end - 1] ?? '')) end -= 1;
  return text.slice(0, end);
}
