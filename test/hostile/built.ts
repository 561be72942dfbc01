// The built program in this process, which saves a start for each run.
import path from 'node:path';
import { Readable, Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import type { main } from '../../src/cli/cli.ts';
import type { Outcome } from '../cli/run.ts';

export type Built = (words: readonly string[], cwd: string) => Promise<Outcome>;

export async function built(): Promise<Built> {
  const file = pathToFileURL(path.join(import.meta.dirname, '../../dist/cli.cjs')).href;
  const program = (await import(/* @vite-ignore */ file)) as { readonly main: typeof main };
  return async (words, cwd) => {
    const [out, err] = [collected(), collected()];
    const status = await program.main(words, { stdin: Readable.from([]), stdout: out.stream, stderr: err.stream }, cwd);
    return { status, stdout: out.text(), stderr: err.text() };
  };
}

function collected(): { readonly stream: Writable; readonly text: () => string } {
  const chunks: Buffer[] = [];
  const stream = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      chunks.push(Buffer.from(chunk));
      done();
    },
  });
  return { stream, text: () => Buffer.concat(chunks).toString() };
}
