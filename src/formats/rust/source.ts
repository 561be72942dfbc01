// A text with its path; pieces of a file that are parsed separately keep their line.

export class Source {
  readonly path: string;
  readonly text: string;
  /** The row of the first line of `text` in the file. */
  readonly firstRow: number;
  /** Text from a macro: all of it has the line of the macro call. */
  readonly isFlat: boolean;
  /** The number of nested macros that produced this text. */
  readonly expansions: number;
  #starts: readonly number[] | undefined;

  constructor(path: string, text: string, firstRow: number, isFlat: boolean, expansions = 0) {
    this.path = path;
    this.text = text;
    this.firstRow = firstRow;
    this.isFlat = isFlat;
    this.expansions = expansions;
  }

  /** The row in the file of a place in the text. */
  rowOf(index: number): number {
    if (this.isFlat) return this.firstRow;
    this.#starts ??= lineStarts(this.text);
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= index) low = middle;
      else high = middle - 1;
    }
    return this.firstRow + low;
  }
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
