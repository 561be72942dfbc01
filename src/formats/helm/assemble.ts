// The rendered text of a template, with the source of each of its characters.
import { hole } from './mask.ts';
import type { Rendered } from './value.ts';

export interface Assembled {
  readonly text: string;
  /** In the order of their starts in the text. */
  readonly chunks: readonly Chunk[];
}

export interface Chunk {
  readonly start: number;
  readonly text: string;
  readonly piece: Rendered;
  /** Its start in its piece. */
  readonly offset: number;
}

/**
 * An unknown value becomes a scalar with a hole in it. If it has a line to itself, it may be further keys or
 * items: then it becomes a key or an item, depending on the lines around it.
 */
export function assembled(pieces: readonly Rendered[]): Assembled {
  const lines = linesOf(pieces);
  const chunks: Chunk[] = [];
  let text = '';
  for (const [at, line] of lines.entries()) {
    const alone = line.some(isHole) && line.every((part) => isHole(part) || part.text.trim() === '');
    const inList = alone && isItem(lines, at);
    // After `-` or `key:` without a space, if the template has trimmed it.
    let before = '';
    for (const part of line) {
      const glued = isHole(part) && /^\s*(?:-|(?:- )?[\w./-]+:)$/.test(before) ? ' ' : '';
      const shown = isHole(part) && alone ? (inList ? `- ${part.text}` : `${part.text}:`) : glued + part.text;
      chunks.push({ ...part, start: text.length, text: shown });
      text += shown;
      before += shown;
    }
  }
  return { text, chunks };
}

type Part = Omit<Chunk, 'start'>;

function isHole({ piece }: Part): boolean {
  return piece.unknown !== undefined;
}

/** Each line with its line break. */
function linesOf(pieces: readonly Rendered[]): readonly (readonly Part[])[] {
  const lines: Part[][] = [[]];
  for (const piece of pieces) {
    if (piece.unknown !== undefined) {
      lines.at(-1)?.push({ text: `${hole}${piece.unknown.replaceAll(/["'\\:#\n]/g, ' ')}${hole}`, piece, offset: 0 });
      continue;
    }
    let offset = 0;
    for (const text of piece.text.split(/(?<=\n)/)) {
      if (text !== '') lines.at(-1)?.push({ text, piece, offset });
      if (text.endsWith('\n')) lines.push([]);
      offset += text.length;
    }
  }
  return lines;
}

function isItem(lines: readonly (readonly Part[])[], at: number): boolean {
  const textAt = (index: number): string => (lines[index] ?? []).map(({ text }) => text).join('');
  const indent = textAt(at).search(/\S/);
  for (const step of [-1, 1]) {
    for (let near = at + step; near >= 0 && near < lines.length; near += step) {
      const text = textAt(near);
      const depth = text.search(/\S/);
      if (depth === -1 || depth > indent) continue;
      if (depth === indent && text.trimStart().startsWith(hole)) continue;
      if (depth === indent) return text.trimStart().startsWith('- ');
      break;
    }
  }
  return false;
}

/** The chunk at a place of the text. */
export function chunkAt({ chunks }: Assembled, at: number): Chunk | undefined {
  let [low, high] = [0, chunks.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((chunks[middle]?.start ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  return chunks[low];
}

/** The chunks of a range of the text. */
export function chunksIn(all: Assembled, start: number, end: number): readonly Chunk[] {
  const first = all.chunks.indexOf(chunkAt(all, start) as Chunk);
  const found: Chunk[] = [];
  for (let at = first; at >= 0 && at < all.chunks.length; at += 1) {
    const chunk = all.chunks[at];
    if (chunk === undefined || chunk.start >= end) break;
    found.push(chunk);
  }
  return found;
}
