// The keyboard for the prompts: two keys belong to the dialogue as a whole, and never reach a prompt.
import { Transform } from 'node:stream';

export interface KeyMeanings {
  /** Esc by itself; the escape sequence of another key arrives in one piece. */
  readonly escape: () => void;
  /** The job runs again after Ctrl-Z and `fg`: the shell has written to the screen. */
  readonly resumed: () => void;
}

export interface TerminalInput {
  readonly stream: NodeJS.ReadableStream;
  readonly close: () => void;
}

const [esc, ctrlZ] = ['\u001b', '\u001a'];

/**
 * Reads `input` until it is closed. Ctrl-Z stops the whole job, as in a shell: readline would stop only this process,
 * so that `npm run` above it would wait, and would read nothing after `fg`.
 */
export function terminalInput(input: NodeJS.ReadableStream, meanings: KeyMeanings): TerminalInput {
  const raw = (mode: boolean): void => {
    if (isRawable(input)) input.setRawMode(mode);
  };
  const resume = (): void => {
    raw(true);
    meanings.resumed();
  };
  const keys = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const text = chunk.toString();
      if (text === esc) meanings.escape();
      else if (text.includes(ctrlZ)) {
        process.once('SIGCONT', resume);
        raw(false);
        process.kill(0, 'SIGTSTP');
      } else this.push(chunk);
      done();
    },
  });
  input.pipe(keys);
  return {
    stream: Object.assign(keys, { isTTY: true, setRawMode: raw }),
    close: () => {
      process.removeListener('SIGCONT', resume);
      input.unpipe(keys);
      input.pause();
    },
  };
}

function isRawable(input: NodeJS.ReadableStream): input is NodeJS.ReadStream {
  return 'setRawMode' in input && typeof input.setRawMode === 'function';
}
