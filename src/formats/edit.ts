// Edits by range: nothing but the range changes.

export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Why an edit is not made. */
export interface Refusal {
  readonly refused: string;
}

export type Edits = readonly Edit[] | Refusal;

export function isRefusal(edits: Edits): edits is Refusal {
  return 'refused' in edits;
}

/** The text with all edits made. @throws Error when two of them overlap, which is a fault of ours. */
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

/** The number of the line, from 1, that holds an offset. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let index = text.indexOf('\n'); index !== -1 && index < offset; index = text.indexOf('\n', index + 1)) line += 1;
  return line;
}

/** As `lineAt`, for a text of which many offsets are asked: its lines are counted once, at the first question. */
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

/** The offset behind the line that holds `offset`, its line break included. */
export function lineEnd(text: string, offset: number): number {
  const at = text.indexOf('\n', offset);
  return at === -1 ? text.length : at + 1;
}

/** One line of a text, without its break. */
export function lineText(text: string, line: number): string {
  return (text.split('\n', line)[line - 1] ?? '').replace(/\r$/, '');
}

export function lineBreakOf(text: string): '\r\n' | '\n' {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

/** Whole lines put in at the start of a line, or behind a last line that has no break. */
export function insertLines(text: string, offset: number, lines: string): Edit {
  const newline = lineBreakOf(text);
  const block = lines.replaceAll('\n', newline);
  const open = offset > 0 && text[offset - 1] !== '\n';
  return { start: offset, end: offset, text: open ? newline + block : block + newline };
}

/** Where the comments begin that stand right above a line, without a blank one between; the line itself where there are none. */
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
