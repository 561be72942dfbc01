// docs/golden-path.md is a script: its commands run, and their output matches the page.
import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { bin } from '../cli/run.ts';

const page = path.resolve(import.meta.dirname, '../../docs/golden-path.md');
const folder = mkdtempSync(path.join(tmpdir(), 'golden-path-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('each command prints what the page says', async () => {
  const tools = path.join(folder, 'tools');
  const work = path.join(folder, 'work');
  mkdirSync(tools);
  mkdirSync(work);
  copyFileSync(
    path.resolve(import.meta.dirname, '../../examples/organisation/update.sh'),
    path.join(work, 'update.sh'),
  );
  const program = path.join(tools, 'create-kube-secure-controller');
  writeFileSync(program, `#!/bin/sh\nexec "${process.execPath}" "${bin}" "$@"\n`);
  chmodSync(program, 0o755);
  const run = (command: string): string =>
    execFileSync('bash', ['-c', `exec 2>&1\n${command}`], {
      cwd: work,
      encoding: 'utf8',
      env: { ...process.env, ...author, NO_COLOR: '1', HOME: work, PATH: `${tools}:${process.env['PATH']}` },
    });
  const text = readFileSync(page, 'utf8').replaceAll(/^```console\n([^]*?)^```$/gm, (_, block: string) =>
    [
      '```console',
      ...commandsIn(block).flatMap((command) => [shown(command), ...linesOf(outcome(run, command))]),
      '```',
    ].join('\n'),
  );
  await expect(text).toMatchFileSnapshot(page);
}, 540_000);

const author = {
  ...{ GIT_AUTHOR_NAME: 'team', GIT_AUTHOR_EMAIL: 'team@example.com' },
  ...{ GIT_COMMITTER_NAME: 'team', GIT_COMMITTER_EMAIL: 'team@example.com' },
};

/** A command starts with `$ `, and continues on lines that start with `>`. */
function commandsIn(block: string): readonly string[] {
  return [...block.matchAll(/^\$ .*\n(?:>.*\n)*/gm)].map(([command]) =>
    command.trimEnd().replaceAll(/^(?:\$|>) ?/gm, ''),
  );
}

function shown(command: string): string {
  return `$ ${command.replaceAll('\n', '\n> ').replaceAll(/> $/gm, '>')}`;
}

/** The output, also after another status: some commands are refused on purpose. */
function outcome(run: (command: string) => string, command: string): string {
  try {
    return run(command);
  } catch (error) {
    if (error instanceof Error && 'stdout' in error) return String(error.stdout);
    throw error;
  }
}

function linesOf(output: string): readonly string[] {
  return output === '' ? [] : output.trimEnd().split('\n');
}
