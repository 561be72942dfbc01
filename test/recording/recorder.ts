// A terminal that records its screen over time.
import { spawn } from '@lydell/node-pty';
import xterm from '@xterm/headless';
import { bin } from '../cli/run.ts';
import type { Frame, Span } from './svg.ts';

export const columns = 110;
export const rows = 27;

export interface Recorder {
  /** Shows a shell prompt and the command that a reader would type, then runs the program with these words. */
  run(command: string, words: readonly string[], cwd: string): Promise<Running>;
  /** Keeps the current screen for so many seconds. */
  keep(seconds: number): void;
  readonly frames: readonly Frame[];
  /** Lines of recorded screens that were wider than the terminal. */
  readonly tooLong: readonly string[];
}

export interface Running {
  /** Waits until the screen shows a text, keeps it for so many seconds, then types. */
  answers(question: string, seconds: number, keys: string): Promise<void>;
  /** Waits for the end of the program. */
  ends(): Promise<number>;
}

/** Records one screen across several programs. */
export function recorder(): Recorder {
  const screen = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 0 });
  const frames: Frame[] = [];
  const write = (data: string) => new Promise<void>((resolve) => screen.write(data, resolve));
  const tooLong: string[] = [];
  const keep = (seconds: number) => {
    frames.push({ seconds, lines: linesOf(screen) });
    tooLong.push(...wrappedIn(screen));
  };

  const run = async (command: string, words: readonly string[], cwd: string): Promise<Running> => {
    await write(`\u001b[1;32m$\u001b[0m ${command}\r\n`);
    keep(1);
    const { NO_COLOR: _, ...environment } = process.env;
    const env = { ...environment, FORCE_COLOR: '1', TERM: 'xterm-256color' };
    const program = spawn(process.execPath, [bin, ...words], { cwd, cols: columns, rows, env });
    let written = Promise.resolve();
    program.onData((data) => (written = write(data)));
    const ended = new Promise<number>((resolve) => program.onExit(({ exitCode }) => resolve(exitCode)));
    const settles = async (text: string) => {
      const deadline = Date.now() + 15_000;
      for (let before = ''; ; before = textOf(screen)) {
        if (before.includes(text) && before === textOf(screen)) return;
        if (Date.now() > deadline) throw new Error(`${JSON.stringify(text)} did not show in:\n${before}`);
        await new Promise((resolve) => setTimeout(resolve, 60));
        await written;
      }
    };
    return {
      async answers(question, seconds, keys) {
        await settles(question);
        keep(seconds);
        program.write(keys);
      },
      async ends() {
        const status = await ended;
        await written;
        return status;
      },
    };
  };
  return { run, keep, frames, tooLong };
}

function textOf(screen: xterm.Terminal): string {
  return Array.from({ length: rows }, (_, row) => screen.buffer.active.getLine(row)?.translateToString(true)).join(
    '\n',
  );
}

function wrappedIn(screen: xterm.Terminal): readonly string[] {
  const lines = Array.from({ length: rows }, (_, row) => screen.buffer.active.getLine(row));
  return lines.flatMap((line) => (line?.isWrapped === true ? [line.translateToString(true)] : []));
}

function linesOf(screen: xterm.Terminal): readonly (readonly Span[])[] {
  return Array.from({ length: rows }, (_, row) => spansOf(screen, row));
}

function spansOf(screen: xterm.Terminal, row: number): readonly Span[] {
  const line = screen.buffer.active.getLine(row);
  const spans: Span[] = [];
  for (let column = 0; column < columns; column += 1) {
    const cell = line?.getCell(column);
    if (cell === undefined || cell.getWidth() === 0) continue;
    const style = {
      color: cell.isFgPalette() ? cell.getFgColor() : undefined,
      bold: cell.isBold() > 0,
      dim: cell.isDim() > 0,
    };
    const last = spans.at(-1);
    const text = cell.getChars() || ' ';
    const same = last && last.color === style.color && last.bold === style.bold && last.dim === style.dim;
    if (same) spans[spans.length - 1] = { ...last, text: last.text + text };
    else spans.push({ ...style, text, column });
  }
  return spans.filter(({ text }) => text.trim() !== '');
}
