// The built program in a pseudo-terminal, for tests that answer its questions.
import { type IPty, spawn } from '@lydell/node-pty';
import { stripVTControlCharacters } from 'node:util';
import { bin } from './run.ts';

export interface Terminal {
  /** Waits until a text appears after the text of the last wait. */
  shows(text: string): Promise<void>;
  types(keys: string): void;
  /** The exit status and the whole output. */
  ends(): Promise<{ readonly status: number; readonly screen: string }>;
}

export const enter = '\r';
export const ctrlC = '\u0003';
export const esc = '\u001b';
export const down = '\u001b[B';

/** Starts the program with a terminal of 90 columns. */
export function terminal(words: readonly string[], cwd: string, program: readonly string[] = [bin]): Terminal {
  return watched(spawn(process.execPath, [...program, ...words], optionsFor(cwd)));
}

/** The same with another width. */
export function narrow(cols: number, words: readonly string[], cwd: string): Terminal {
  return watched(spawn(process.execPath, [bin, ...words], { ...optionsFor(cwd), cols }));
}

/** An interactive shell, which stops and continues jobs. */
export function shellIn(cwd: string): Terminal {
  return watched(spawn('bash', ['--norc', '--noprofile', '-i'], optionsFor(cwd)));
}

function optionsFor(cwd: string) {
  return { cwd, cols: 90, rows: 40, env: { ...process.env, NO_COLOR: '1' } };
}

function watched(process_: IPty): Terminal {
  let shown = '';
  let position = 0;
  process_.onData((data) => (shown += stripVTControlCharacters(data)));
  const ended = new Promise<number>((resolve) => process_.onExit(({ exitCode }) => resolve(exitCode)));
  const shows = async (text: string): Promise<void> => {
    const deadline = Date.now() + 60_000;
    while (!shown.includes(text, position)) {
      if (Date.now() > deadline) throw new Error(`${JSON.stringify(text)} did not show in:\n${shown.slice(position)}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    position = shown.indexOf(text, position) + text.length;
  };
  return { shows, types: (keys) => process_.write(keys), ends: async () => ({ status: await ended, screen: shown }) };
}

/** Waits for a question, then types. */
export async function answer(program: Terminal, question: string, keys: string): Promise<void> {
  await program.shows(question);
  // Inquirer discards input until it listens, which is once the question is on the screen.
  await new Promise((resolve) => setTimeout(resolve, 20));
  program.types(keys);
}
