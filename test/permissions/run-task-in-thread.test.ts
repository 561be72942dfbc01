// The built program infers in a thread: it says what the sources say, and ends as they do.
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { NO_MANIFESTS } from '../../src/inference/from-manifests.ts';
import { inferFiles } from '../../src/inference/infer.ts';
import type { runTask as RunTask } from '../../src/permissions/run-task.ts';
import { emptyFolder, program } from '../cli/run.ts';
import { folder, readFixture } from '../inference/fixtures.ts';

const built = pathToFileURL(path.resolve('dist/chunks/permissions-run-task.js')).href;
const { runTask }: { readonly runTask: typeof RunTask } = await import(built);
const silent = (): void => undefined;

test('the thread infers what the sources infer, for all fixtures at once', async () => {
  const names = readdirSync(folder);
  expect(names.length).toBeGreaterThan(100);
  const inThread = names.map((name) => runTask({ files: readFixture(name) }, () => NO_MANIFESTS, silent));
  for (const [index, inference] of inThread.entries())
    expect(await inference).toEqual(await inferFiles(readFixture(names[index] ?? '')));
});

test('facts from manifests that cannot be read are the fault of their task only', async () => {
  const files = readFixture(readdirSync(folder)[0] ?? '');
  expect(() =>
    runTask(
      { files },
      () => {
        throw new Error('no manifests');
      },
      silent,
    ),
  ).toThrow('no manifests');
  await expect(runTask({ files }, () => NO_MANIFESTS, silent)).resolves.toHaveProperty('binaries');
});

test('an inference that fails fails the task, and the thread goes on', async () => {
  const files = readFixture(readdirSync(folder)[0] ?? '');
  const broken = runTask({ files, skipped: [null as never] }, () => NO_MANIFESTS, silent);
  await expect(broken).rejects.toThrow('null');
  await expect(runTask({ files }, () => NO_MANIFESTS, silent)).resolves.toHaveProperty('binaries');
});

test('a repository that needs too much memory gets a sentence, not a crash of Node.js', () => {
  const root = emptyFolder();
  const functions = Array.from({ length: 20_000 }, (_, index) => `fn f${index}() { f${index + 1}(); }\n`);
  mkdirSync(path.join(root, 'src'));
  writeFileSync(path.join(root, 'src/main.rs'), `fn main() { f0(); }\nfn f20000() {}\n${functions.join('')}`);
  writeFileSync(path.join(root, 'Cargo.toml'), '[package]\nname = "large"\n[dependencies]\nkube = "4.2"\n');
  const { status, stdout, stderr } = program(['rbac'], root, { NODE_OPTIONS: '--max-old-space-size=32' });
  expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
  expect(stderr).toMatch(/^error: The Rust of this repository needs more memory than Node.js may use, .*\d MiB here/);
  expect(stderr).toMatch(/^Allow more: NODE_OPTIONS=--max-old-space-size=\d+$/m);
});
