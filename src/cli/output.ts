// All output of this program: every text and document goes through here, so that the content of a repository
// stays text, whether it is in a name, a reason or a file.
import { styleText } from 'node:util';
import { commandOf, type Annotation } from '../formats/annotation.ts';
import type { Paint } from '../formats/paint.ts';
import { printable, printableJson, withoutCommands } from '../printable.ts';

export interface Output {
  /**
   * Text for people, one element per line: line breaks, controls of a terminal and commands for a CI runner are shown
   * as escapes.
   */
  readonly lines: (lines: readonly string[]) => void;
  /** The one document of --json or of SARIF: the same value, in visible characters only. */
  readonly json: (document: object) => void;
  /** Commands for the runner of GitHub, the only ones that get out: they show a text next to a line. */
  readonly annotations: (list: readonly Annotation[]) => void;
  /** A line of a terminal that the next one replaces; an empty one removes it. */
  readonly passing: (line: string) => void;
  /** Colours a part of a line of this output; there is no other way to colour it. */
  readonly paint: Paint;
  readonly isTerminal: boolean;
  readonly columns: number | undefined;
  readonly rows: number | undefined;
  /** For the questions in cli/, which move the cursor themselves. */
  readonly stream: NodeJS.WritableStream;
}

/** An output over a stream, which opens on the first use. */
export function outputOn(stream: () => NodeJS.WritableStream & { readonly isTTY?: boolean }): Output {
  // Colours are marked with a random word, so that no text can bring its own.
  let secret: string | undefined;
  const hide = (sequence: string): string => `<${(secret ??= crypto.randomUUID())}:${sequence.slice(1)}>`;
  const show = (line: string): string => {
    const inert = withoutCommands(printable(line));
    return secret === undefined ? inert : inert.replaceAll(new RegExp(`<${secret}:(\\[\\d+m)>`, 'g'), '\u001b$1');
  };
  return {
    lines(lines) {
      if (lines.length > 0) stream().write(lines.map((line) => `${endingAsIs(line, show)}\n`).join(''));
    },
    passing(line) {
      stream().write(`\r\u001b[K${show(line).slice(0, (sizeOf(stream(), 'columns') ?? 80) - 1)}`);
    },
    json(document) {
      stream().write(`${printableJson(document)}\n`);
    },
    annotations(list) {
      if (list.length > 0) stream().write(list.map((one) => `${commandOf(one)}\n`).join(''));
    },
    paint(style, text) {
      const [before = '', after = ''] = styleText(style, '|', { stream: stream() }).split('|');
      return before === '' ? text : `${hide(before)}${text}${hide(after)}`;
    },
    get isTerminal() {
      return stream().isTTY === true;
    },
    get columns() {
      return sizeOf(stream(), 'columns');
    },
    get rows() {
      return sizeOf(stream(), 'rows');
    },
    get stream() {
      return stream();
    },
  };
}

/** The size of a terminal; a pipe has none. */
function sizeOf(stream: object, side: 'columns' | 'rows'): number | undefined {
  const size: unknown = Reflect.get(stream, side);
  return typeof size === 'number' ? size : undefined;
}

/** The carriage return at the end of a line stays, so that a patch of a file from Windows can be applied. */
function endingAsIs(line: string, show: (line: string) => string): string {
  return line.endsWith('\r') ? `${show(line.slice(0, -1))}\r` : show(line);
}
