// Changes by others while a command runs: harden overwrites none of them, and audit writes nothing.
import { spawn } from 'node:child_process';
import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { answered, hardenable, only, pod } from '../cli/hardenable.ts';
import { bin, tree } from '../cli/run.ts';
import { answer, enter, terminal } from '../cli/terminal.ts';

test.each([
  ['is changed', (file: string) => writeFileSync(file, `${pod}# by somebody else\n`), /pod\.yaml changed meanwhile/],
  ['is deleted', (file: string) => rmSync(file), /pod\.yaml is gone meanwhile/],
])(
  'a file that %s between the question and the answer is not overwritten, and no other file is written',
  async (_, change, says) => {
    const folder = hardenable();
    const program = terminal(
      ['harden', ...only, ...answered, '--ignore', 'always-pull-image,no-shared-processes'],
      folder,
    );
    await answer(program, 'Change Dockerfile for no-image-health-check? [', enter);
    await program.shows('Change pod.yaml for no-service-links? [');
    change(path.join(folder, 'pod.yaml'));
    const before = tree(folder);
    // Inquirer discards input until it listens.
    await wait(50);
    program.types(enter);
    const { status, screen } = await program.ends();
    expect(screen).toMatch(says);
    expect(status).toBe(1);
    expect(tree(folder)).toEqual(before);
  },
);

test('simultaneous audits of a read-only tree, one of them killed, give the same output and leave nothing', async () => {
  const folder = hardenable();
  const before = tree(folder);
  chmodSync(folder, 0o555);
  const run = (kill: boolean) =>
    new Promise<string>((resolve) => {
      const child = spawn(process.execPath, [bin, 'audit', '--json', '--profile', 'auditor'], {
        cwd: folder,
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      let text = '';
      child.stdout.on('data', (data: Buffer) => (text += data.toString()));
      child.on('close', () => resolve(text));
      if (kill) setTimeout(() => child.kill('SIGKILL'), 100);
    });
  const [one, two] = await Promise.all([run(false), run(false), run(true)]);
  chmodSync(folder, 0o755);
  expect(one).toContain('no-service-links');
  expect(two).toBe(one);
  expect(tree(folder)).toEqual(before);
});
