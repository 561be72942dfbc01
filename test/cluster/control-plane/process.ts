// A child process that writes its output to a file, and never outlives the run.
import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { guardProcess } from './guardian.ts';

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface Started {
  readonly pid: number;
  readonly exited: Promise<Exit>;
  running(): boolean;
  /** Its output so far, stdout and stderr together. */
  output(): Promise<string>;
  signal(signal: NodeJS.Signals): void;
  /** Sends SIGTERM, and SIGKILL after the grace period; returns how it ended and after how long. */
  stop(graceMs?: number): Promise<Exit & { readonly ms: number }>;
}

export interface Command {
  readonly program: string;
  readonly args?: readonly string[];
  readonly log: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
}

export async function start({ program, args = [], log, env, cwd }: Command): Promise<Started> {
  const file = openSync(log, 'a');
  const child = spawn(program, args, {
    stdio: ['ignore', file, file],
    env: env ?? process.env,
    ...(cwd === undefined ? {} : { cwd }),
  });
  closeSync(file);
  let running = true;
  const exited = new Promise<Exit>((resolve) => {
    child.once('exit', (code, signal) => {
      running = false;
      resolve({ code, signal });
    });
  });
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', reject);
  });
  guardProcess(child);
  return {
    pid: child.pid ?? 0,
    exited,
    running: () => running,
    output: () => readFile(log, 'utf8'),
    signal: (signal) => void child.kill(signal),
    stop: async (graceMs = 5_000) => {
      const started = performance.now();
      child.kill('SIGTERM');
      const patience = new AbortController();
      const deadline = sleep(graceMs, undefined, { signal: patience.signal }).then(
        () => child.kill('SIGKILL'),
        () => {},
      );
      const exit = await exited;
      patience.abort();
      await deadline;
      return { ...exit, ms: performance.now() - started };
    },
  };
}
