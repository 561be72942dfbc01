// A text with its path; pieces of a file that are parsed again keep the line they came from.

export class Source {
  readonly path: string;
  readonly text: string;
  /** The row of the first line of `text` in the file. */
  readonly firstRow: number;

  constructor(path: string, text: string, firstRow: number) {
    this.path = path;
    this.text = text;
    this.firstRow = firstRow;
  }
}
