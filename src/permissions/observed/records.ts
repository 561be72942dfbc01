// JSON records out of a stream of text, one at a time: lines, arrays, lists and exports alike, however large the whole is.

/** Keys under which a document holds its records: EventList, exports of CloudWatch, of its Insights, and of others. */
const LISTS = /"(?:items|events|logEvents|results|Records|entries)"\s*:\s*$/;

/** One record may not be longer, in characters. The API server refuses objects of more than a few megabytes. */
const LONGEST = 16 * 1024 * 1024;

/** Cuts a stream into records: objects that stand alone, in arrays, or in a list that a document holds. */
export class Records {
  /** How many records were too long or no JSON. */
  skipped = 0;
  readonly #open: string[] = [];
  /** The record so far; undefined between records. */
  #text: string | undefined;
  /** How many brackets were open when it began. */
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

  /** Where the next character stands that means something. */
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

  /** Whether the array that begins here is what the document is about: then its elements are the records. */
  #holdsList(part: string): boolean {
    return (
      this.#text !== undefined && this.#open.length === this.#depth + 1 && LISTS.test((this.#text + part).slice(-80))
    );
  }

  /** No JSON text has a line break in it: the record was cut off, and the next line begins anew. */
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
/** Outside of everything: text such as the time before a record. */
const BETWEEN = /[{[]/g;
const IN_STRING = /["\\\n]/g;

function indexOf(chunk: string, what: RegExp, start: number): number {
  what.lastIndex = start;
  return what.exec(chunk)?.index ?? chunk.length;
}
