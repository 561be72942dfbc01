// The processor time of a whole run grows linearly with the files of the repository, whatever repeats in them.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { emptyFolder } from '../cli/run.ts';
import { built, type Built } from './built.ts';
import { repositoryWith } from './repository.ts';
import { structures } from './structures.ts';

/** HARDEN=1 adds harden, which takes four times as long. */
const commands = [['audit', '.', '--json'], ...(process.env['HARDEN'] ? [['harden', '.', '--dry-run', '--json']] : [])];
const bytes = Number(process.env['BYTES'] ?? 12_000);

let program: Built;
beforeAll(async () => {
  program = await built();
});

test('the first run loads the code that later runs use', async () => {
  await timed('Dockerfile', 'FROM a\n', ['audit', '.']);
});

describe.each(Object.entries(structures))('%s', (file, kinds) => {
  test.each(Object.entries(kinds))(
    'of %s',
    async (_, make) => {
      for (const words of commands) {
        const [short, long] = [make(bytes), make(4 * bytes)];
        const second = await timed(file, long, words);
        // Below the bound, whatever the short one takes.
        if (second < 100) continue;
        const first = await timed(file, short, words);
        // A busy machine does not slow down every run.
        const isSlow = second > 7 * first + 100;
        const least = isSlow ? await fastest(file, short, words, first) : first;
        const most = isSlow ? await fastest(file, long, words, second) : second;
        expect(
          most,
          `${words[0]} of ${bytes} bytes: ${Math.round(least)} ms, of four times as many: ${Math.round(most)} ms`,
        ).toBeLessThan(7 * least + 100);
      }
    },
    120_000,
  );
});

test('of watched namespaces, each with its own roles', async () => {
  const watching = async (count: number): Promise<number> => {
    const folder = emptyFolder();
    const watchNamespaces = Array.from({ length: count }, (_, at) => `team-${at}`);
    writeFileSync(path.join(folder, 'answers.json'), JSON.stringify({ name: 'app', watchNamespaces }));
    expect((await program(['app', '--yes', '--answers', 'answers.json'], folder)).status).toBe(0);
    const start = process.cpuUsage();
    expect((await program(['audit', 'app', '--json'], folder)).status).toBeLessThan(2);
    return since(start);
  };
  const first = await watching(100);
  const second = await watching(400);
  const isSlow = second > 7 * first + 100;
  const [least, most] = isSlow
    ? [Math.min(first, await watching(100)), Math.min(second, await watching(400))]
    : [first, second];
  expect(most).toBeLessThan(7 * least + 100);
}, 240_000);

async function fastest(file: string, text: string, words: readonly string[], before: number): Promise<number> {
  return Math.min(before, await timed(file, text, words), await timed(file, text, words));
}

async function timed(file: string, text: string, words: readonly string[]): Promise<number> {
  const folder = repositoryWith({ [file]: text });
  const start = process.cpuUsage();
  const { status } = await program(words, folder);
  expect(status).toBeLessThan(2);
  return since(start);
}

/** The milliseconds of processor time of all threads: a busy machine does not add the time for which they wait. */
function since(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}
