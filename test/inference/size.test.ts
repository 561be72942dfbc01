// The cost of a line stays constant as programs grow, in processor time and memory of the program that users start.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { emptyFolder, program } from '../cli/run.ts';
import { largeProgram } from './large-program.ts';

/** Loaded before the program: prints the resource usage of the process when it ends. */
const TELL = "data:text/javascript,process.on('exit',()=>console.error(JSON.stringify(process.resourceUsage())))";

interface Written {
  readonly folder: string;
  readonly lines: number;
}

function written(units: number): Written {
  const folder = emptyFolder();
  const files = largeProgram(units);
  mkdirSync(path.join(folder, 'src'));
  for (const [file, text] of files) writeFileSync(path.join(folder, file), text);
  return { folder, lines: [...files.values()].reduce((sum, text) => sum + text.split('\n').length, 0) };
}

/** The processor microseconds of the inference in all threads. */
function timeOf({ folder }: Written, options = ''): number {
  const outcome = program(['rbac', '--json'], folder, { NODE_OPTIONS: `--import ${TELL} ${options}` });
  expect(outcome).toMatchObject({ status: 0, stdout: expect.stringContaining('"configmaps"') });
  const usage = JSON.parse(outcome.stderr.trim().split('\n').at(-1) ?? '');
  return usage.userCPUTime + usage.systemCPUTime;
}

test('a program four times as large takes at most five times as long, and less than 2.75 KiB per line', () => {
  const [small, large] = [written(120), written(480)];
  expect(large.lines / small.lines).toBeCloseTo(4, 1);
  expect(timeOf(large) / timeOf(small)).toBeLessThan(5);
  // Node.js itself ends a program that needs more memory; how much it uses otherwise differs between versions.
  const mebibytes = Math.floor((large.lines * 2.75) / 1024);
  timeOf(large, `--max-old-space-size=${mebibytes}`);
  // Ten seconds of work; a busy machine may take longer.
}, 300_000);
