// The only way out: every text and document of this program leaves through here, so that whatever a repository puts into a
// name, a reason or a file stays text.
import { styleText } from 'node:util';
import { commandOf, type Annotation } from '../formats/annotation.ts';
import type { Paint } from '../formats/paint.ts';
import { printable, printableJson, withoutCommands } from '../printable.ts';

export interface Output {
  /** Text for people, one element a line: what would end a line, steer a terminal or command a CI runner is shown as an escape. */
  readonly lines: (lines: readonly string[]) => void;
  /** The one document of --json or of SARIF: the same value, in characters that are all seen. */
  readonly json: (document: object) => void;
  /** Commands to the runner of GitHub, the only ones that leave: to show a text beside a line. */
  readonly annotations: (list: readonly Annotation[]) => void;
  /** A line of a terminal that the next one takes the place of; an empty one takes it away. */
  readonly passing: (line: string) => void;
  /** Colours a part of a line of this output; nothing else can. */
  readonly paint: Paint;
  readonly isTerminal: boolean;
  readonly columns: number | undefined;
  readonly rows: number | undefined;
  /** For the questions of cli/, which move the cursor themselves. */
  readonly stream: NodeJS.WritableStream;
}

/** An output over a stream, which is started by the first use. */
export function outputOn(stream: () => NodeJS.WritableStream & { readonly isTTY?: boolean }): Output {
  // Colours travel as words that nobody else can know, so that a text cannot bring its own.
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

/** Of a terminal; a pipe has none. */
function sizeOf(stream: object, side: 'columns' | 'rows'): number | undefined {
  const size: unknown = Reflect.get(stream, side);
  return typeof size === 'number' ? size : undefined;
}

/** The carriage return that ends a line on Windows stays, so that a patch of such a file can be applied. */
function endingAsIs(line: string, show: (line: string) => string): string {
  return line.endsWith('\r') ? `${show(line.slice(0, -1))}\r` : show(line);
}
