// A run that is killed leaves no process and no directory behind.
import { build } from 'esbuild';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { until } from './until.ts';

const program = `
import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { guardDirectory, guardProcess } from '${join(import.meta.dirname, 'guardian.ts')}';
const child = spawn('sleep', ['600'], { stdio: 'ignore' });
const directory = mkdtempSync('/tmp/guarded-');
guardProcess(child);
guardDirectory(directory);
console.log(JSON.stringify({ pid: child.pid, directory }));
setInterval(() => {}, 1000);
`;

test('the processes of a killed run are killed, and its directory is removed', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'guardian-'));
  const script = join(directory, 'run.mjs');
  await build({
    stdin: { contents: program, resolveDir: directory },
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: script,
    logLevel: 'error',
  });
  const run = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
  const line = await new Promise<string>((resolve) =>
    run.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString())),
  );
  const { pid, directory: guarded }: { readonly pid: number; readonly directory: string } = JSON.parse(line);
  expect(alive(pid)).toBe(true);
  run.kill('SIGKILL');
  await until('its child is gone', () => !alive(pid));
  await until('its directory is gone', () => !existsSync(guarded));
  await rm(directory, { recursive: true });
});

function alive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
