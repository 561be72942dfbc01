// Reads JSON records from a stream of text, one at a time: lines, arrays, lists and exports, however large the whole
// is.

/**
 * Keys under which a document has its records: EventList, exports of CloudWatch, of CloudWatch Insights, and of others.
 */
const LISTS = /"(?:items|events|logEvents|results|Records|entries)"\s*:\s*$/;

/** The longest record, in characters. The API server refuses objects of more than a few megabytes. */
const LONGEST = 16 * 1024 * 1024;

/** Splits a stream into records: single objects, elements of arrays, or items of a list in a document. */
export class Records {
  /** The number of records that were too long or invalid JSON. */
  skipped = 0;
  readonly #open: string[] = [];
  /** The record so far; undefined between records. */
  #text: string | undefined;
  /** The number of open brackets at its start. */
  #depth = 0;
  #inString = false;
  #isEscaped = false;

  /** The records that end in this part of the text. */
  feed(chunk: string): readonly unknown[] {
    const found: unknown[] = [];
    let from = 0;
    for (let at = this.#next(chunk, 0); at < chunk.length; at = this.#next(chunk, at + 1)) {
      const char = chunk[at];
      if (char === '\n') this.#resynchronize();
      else if (char === '"') this.#inString = !this.#inString;
      else if (char === '{' || char === '[') {
        if (this.#text === undefined && char === '{') {
          this.#text = '';
          this.#depth = this.#open.length;
          from = at;
        } else if (char === '[' && this.#holdsList(chunk.slice(from, at))) this.#text = undefined;
        this.#open.push(char);
      } else if (this.#open.length > 0) {
        this.#open.pop();
        if (this.#text === undefined || this.#open.length > this.#depth) continue;
        found.push(...this.#parsed(this.#text + chunk.slice(from, at + 1)));
        this.#text = undefined;
      }
    }
    if (this.#text !== undefined) this.#keep(chunk.slice(from));
    return found;
  }

  /** The position of the next character with a meaning. */
  #next(chunk: string, start: number): number {
    let at = start;
    while (this.#inString) {
      if (this.#isEscaped) {
        this.#isEscaped = false;
        at += 1;
        continue;
      }
      const end = indexOf(chunk, IN_STRING, at);
      if (chunk[end] !== '\\') return end;
      this.#isEscaped = end + 1 >= chunk.length;
      at = end + (this.#isEscaped ? 1 : 2);
      if (this.#isEscaped) return chunk.length;
    }
    return indexOf(chunk, this.#open.length === 0 ? BETWEEN : STRUCTURE, at);
  }

  /** Whether the array that begins here is the content of the document: then its elements are the records. */
  #holdsList(part: string): boolean {
    return (
      this.#text !== undefined && this.#open.length === this.#depth + 1 && LISTS.test((this.#text + part).slice(-80))
    );
  }

  /** No JSON text contains a line break: the record was cut off, and the next line starts a new one. */
  #resynchronize(): void {
    this.skipped += 1;
    this.#inString = false;
    this.#open.length = 0;
    this.#text = undefined;
  }

  #keep(part: string): void {
    if ((this.#text?.length ?? 0) + part.length <= LONGEST) this.#text += part;
    else this.#resynchronize();
  }

  #parsed(text: string): readonly unknown[] {
    try {
      return [JSON.parse(text)];
    } catch {
      this.skipped += 1;
      return [];
    }
  }
}

const STRUCTURE = /["{}[\]]/g;
/** Text outside of records, such as a time stamp before one. */
const BETWEEN = /[{[]/g;
const IN_STRING = /["\\\n]/g;

function indexOf(chunk: string, what: RegExp, start: number): number {
  what.lastIndex = start;
  return what.exec(chunk)?.index ?? chunk.length;
}
