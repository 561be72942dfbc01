// What a line costs stays what it is as programs grow, in processor time and in memory: of the program that users start.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { emptyFolder, program } from '../cli/run.ts';
import { largeProgram } from './large-program.ts';

/** Loaded before the program: what the kernel counted for the process, told when it ends. */
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

/** The microseconds of all threads that the inference takes. */
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
  // Node itself ends a program that needs more; how much it takes where it may differs from version to version.
  const mebibytes = Math.floor((large.lines * 2.75) / 1024);
  timeOf(large, `--max-old-space-size=${mebibytes}`);
  // Ten seconds of work; a busy machine is no fault.
}, 300_000);
