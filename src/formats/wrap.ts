// Text for a terminal: broken between words, and no wider than the terminal if possible.
import { printable } from '../printable.ts';

/** The lines of a text, each with an indent. A word that is longer than a line stays whole, so that a path can be copied. */
export function wrap(text: string, width: number, indent: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text
    .split(/\s+/)
    .filter((one) => one !== '')
    .map(printable)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(`${' '.repeat(indent)}${word}`);
  }
  return lines;
}

/** A line of source, cut where the page ends. */
export function cut(line: string, width: number): string {
  const shown = printable(line);
  return shown.length <= width ? shown : `${shown.slice(0, width - 1)}…`;
}

/** The lines of several parts, an empty one between two. */
export function paragraphs(parts: readonly (readonly string[])[]): readonly string[] {
  return parts.flatMap((part, index) => (index === 0 ? part : ['', ...part]));
}
