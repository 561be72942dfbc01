// `npm run bench:size`: infers generated programs of three sizes, each in a separate process, and prints the cost per
// line.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { inferFiles } from '../src/inference/infer.ts';
import { suitV8 } from '../src/permissions/v8-settings.ts';
import { largeProgram, LINES_OF_UNIT } from '../test/inference/large-program.ts';

const SIZES = [5_000, 50_000, 400_000];

const [units] = process.argv.slice(2).map(Number);
if (units === undefined) each();
else await measure(units);

/** One process per size, because the memory of one run would count for the next. */
function each(): void {
  const self = fileURLToPath(import.meta.url);
  for (const lines of SIZES) {
    const words = [self, String(Math.round(lines / LINES_OF_UNIT))];
    process.stdout.write(execFileSync(process.execPath, words, { encoding: 'utf8' }));
  }
}

async function measure(count: number): Promise<void> {
  const files = largeProgram(count);
  const lines = [...files.values()].reduce((sum, text) => sum + text.split('\n').length, 0);
  suitV8(files);
  const before = process.cpuUsage();
  const { unknown } = await inferFiles(files);
  const { user, system } = process.cpuUsage(before);
  const seconds = ((user + system) / 1e6).toFixed(1);
  const memory = Math.round(process.resourceUsage().maxRSS / 1024);
  const perLine = Math.round((user + system) / lines);
  console.log(`${lines} lines: ${seconds} s CPU, ${perLine} µs a line, peak ${memory} MiB, ${unknown.length} unknown`);
}
