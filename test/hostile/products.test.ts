// Many of one thing combined with many of another: the work is bounded, and skipped parts are reported.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { emptyFolder } from '../cli/run.ts';
import { boundedProgram } from './bounded.ts';
import { withDeployments } from './many.ts';
import { products } from './products.ts';

const bounded = boundedProgram();
/** The constant part of a run, in processor seconds. */
const slack = 1;

test.each(Object.entries(products))(
  'the product of %s',
  async (_, { count, files, ends }) => {
    const most = await audited(files(2 * count));
    expect(most.stdout.includes(ends ?? 'than can be')).toBe(ends !== undefined);
    if (most.seconds < slack) return;
    const least = await audited(files(count));
    const bound = 2.5 * least.seconds + slack;
    if (most.seconds < bound) return;
    // The first run of a process is slower, because its code is not compiled yet.
    const again = await audited(files(2 * count));
    expect(again.seconds, `${count}: ${least.seconds} s, ${2 * count}: ${again.seconds} s`).toBeLessThan(bound);
  },
  300_000,
);

test.each([
  'kustomizations that change the objects of one base',
  'kustomizations that patch the objects of one base',
  'labels of all Pods',
])('harden ends quickly on the product of %s', async (name) => {
  const folder = written(withDeployments(products[name]?.files(150) ?? {}));
  const { status, stdout } = await bounded(['harden', '.', '--yes', '--dry-run'], folder);
  expect(status).toBe(0);
  expect(stdout).toContain('+');
});

test.each(['the lists of one rule', 'the lists of many rules', 'rows of the page of permissions, and lines of code'])(
  'rbac --check, rbac --write and harden end quickly on the product of %s',
  async (name) => {
    const folder = written(products[name]?.files(100) ?? {});
    for (const words of [
      ['rbac', '.', '--check', '--json'],
      ['harden', '.', '--yes', '--dry-run', '--json'],
      ['rbac', '.', '--write'],
    ]) {
      const { status, stderr } = await bounded(words, folder);
      expect({ words, status, stderr }).toEqual({ words, status: expect.toBeOneOf([0, 1]), stderr });
      expect(stderr).not.toContain('please report it');
    }
  },
  300_000,
);

async function audited(
  files: Readonly<Record<string, string>>,
): Promise<{ readonly stdout: string; readonly seconds: number }> {
  const { status, stdout, stderr, seconds } = await bounded(['audit', '.', '--json'], written(files));
  expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
  JSON.parse(stdout);
  return { stdout, seconds };
}

function written(files: Readonly<Record<string, string>>): string {
  const folder = emptyFolder();
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  }
  return folder;
}
