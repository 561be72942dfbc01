// The command line in this process, and as a separate program.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable, Writable } from 'node:stream';
import { onTestFinished } from 'vitest';
import { main } from '../../src/cli/cli.ts';

export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export const bin = path.resolve(import.meta.dirname, '../../bin/create-kube-secure-controller.js');

/** Runs the command line in this process, without a terminal. */
export async function cli(words: readonly string[], cwd: string): Promise<Outcome> {
  const [stdout, stderr] = [new Capture(), new Capture()];
  const status = await main(words, { stdin: Readable.from([]), stdout, stderr }, cwd);
  return { status, stdout: stdout.text, stderr: stderr.text };
}

/** Runs the built program, as users do. */
export function program(
  words: readonly string[],
  cwd: string,
  environment: Readonly<Record<string, string>> = {},
): Outcome {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...words], {
    cwd,
    encoding: 'utf8',
    input: '',
    env: { ...process.env, ...environment },
  });
  return { status, stdout, stderr };
}

/** An empty directory that is removed after the test. */
export function emptyFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'kube-secure-controller-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Every file below a folder with its bytes as text. */
export function tree(folder: string): Readonly<Record<string, string>> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => !entry.isDirectory());
  const paths = files.map((entry) => path.join(entry.parentPath, entry.name)).sort();
  return Object.fromEntries(
    paths.map((file) => [path.relative(folder, file).replaceAll(path.sep, '/'), readFileSync(file, 'utf8')]),
  );
}

class Capture extends Writable {
  text = '';

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}

/** Files in the form of `tree`, below a folder. */
export function prefixed(folder: string, files: ReadonlyMap<string, string>): Readonly<Record<string, string>> {
  return Object.fromEntries([...files].map(([file, content]) => [`${folder}/${file}`, content]));
}
