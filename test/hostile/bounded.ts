// The built program, killed when it takes longer than it may.
import { spawn } from 'node:child_process';
import { bin, type Outcome } from '../cli/run.ts';

/** How many seconds of a processor any run on a hostile input may take, however busy the machine is. */
export const bound = 10;
/** A run that waits for something that never comes takes no processor. */
const waiting = 120_000;

/** Runs a command. `status` is null when it had to be killed. */
export function bounded(words: readonly string[], cwd: string): Promise<Outcome> {
  const limited = `ulimit -t ${bound} && exec "$0" "$@"`;
  const child = spawn('sh', ['-c', limited, process.execPath, bin, ...words], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const killer = setTimeout(() => child.kill('SIGKILL'), waiting);
  const [stdout, stderr] = [collect(child.stdout), collect(child.stderr)];
  return new Promise((resolve) => {
    child.on('close', (status) => {
      clearTimeout(killer);
      resolve({ status, stdout: stdout(), stderr: stderr() });
    });
  });
}

function collect(stream: NodeJS.ReadableStream): () => string {
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString();
}
