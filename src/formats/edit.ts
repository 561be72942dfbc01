// Edits by range: only the range changes.

export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The reason why an edit is not made. */
export interface Refusal {
  readonly refused: string;
}

export type Edits = readonly Edit[] | Refusal;

export function isRefusal(edits: Edits): edits is Refusal {
  return 'refused' in edits;
}

/** The text after all edits. @throws Error if two of them overlap, which is a fault of this program. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const sorted = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  let done = 0;
  let result = '';
  for (const edit of sorted) {
    if (edit.start < done) throw new Error(`edits overlap at ${edit.start}`);
    result += text.slice(done, edit.start) + edit.text;
    done = edit.end;
  }
  return result + text.slice(done);
}

/** The number of the line with an offset, from 1. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let index = text.indexOf('\n'); index !== -1 && index < offset; index = text.indexOf('\n', index + 1)) line += 1;
  return line;
}

/** Like `lineAt`, for many offsets of one text: its lines are counted once, at the first call. */
export function linesOf(text: string): (offset: number) => number {
  let starts: readonly number[] | undefined;
  return (offset) => {
    starts ??= startsOf(text);
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  };
}

function startsOf(text: string): readonly number[] {
  const starts = [0];
  for (let index = text.indexOf('\n'); index !== -1; index = text.indexOf('\n', index + 1)) starts.push(index + 1);
  return starts;
}

export function lineStart(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}

/** The offset after the line with `offset` and its line break. */
export function lineEnd(text: string, offset: number): number {
  const at = text.indexOf('\n', offset);
  return at === -1 ? text.length : at + 1;
}

/** One line of a text, without its line break. */
export function lineText(text: string, line: number): string {
  return (text.split('\n', line)[line - 1] ?? '').replace(/\r$/, '');
}

export function lineBreakOf(text: string): '\r\n' | '\n' {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

/** Whole lines, inserted at the start of a line, or after a last line without a line break. */
export function insertLines(text: string, offset: number, lines: string): Edit {
  const newline = lineBreakOf(text);
  const block = lines.replaceAll('\n', newline);
  const open = offset > 0 && text[offset - 1] !== '\n';
  return { start: offset, end: offset, text: open ? newline + block : block + newline };
}

/**
 * The start of the comments directly above a line, without an empty line between; the line itself if there are none.
 */
export function commentStart(text: string, line: number, isOurs: (comment: string) => boolean = () => true): number {
  let start = line;
  while (start > 0) {
    const above = lineStart(text, start - 1);
    const comment = text.slice(above, start).trim();
    if (!comment.startsWith('#') || !isOurs(comment)) return start;
    start = above;
  }
  return start;
}
