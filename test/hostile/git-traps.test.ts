// The traps of the other tests work: plain git starts the program in each setting, by each way.
import { execFile } from 'node:child_process';
import { existsSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { expect, test } from 'vitest';
import { pod } from '../cli/hardenable.ts';
import { emptyFolder } from '../cli/run.ts';
import { terminal } from '../cli/terminal.ts';
import { touched } from './git.ts';
import { settings } from './git-settings.ts';
import { ways } from './git-ways.ts';

/** The git commands of a typical user, one after the other. */
const steps =
  'cat-file -p HEAD:pod.yaml,status,diff,difftool --no-prompt,submodule update,checkout -b b,commit -am b,checkout -,commit -am c,commit --amend,merge b,push . HEAD:refs/heads/d,x,fetch v,fetch g,push p HEAD:refs/heads/e,interpret-trailers --trailer x=1,archive --format=x HEAD,tag -m a t';

test.each(Object.entries(settings))('plain git starts the program that %s names', async (_, setting) => {
  const [folder, mark] = [touched(), path.join(emptyFolder(), 'ran')];
  ways['its own .git']?.(folder, setting, mark);
  for (const [at, words] of steps.split(',').entries()) {
    if (/^(?:diff|commit)/.test(words)) writeFileSync(path.join(folder, 'pod.yaml'), `${pod}# ${at}\n`);
    await git(folder, words.split(' '));
    if (existsSync(mark)) return;
  }
  await atTerminal(folder);
  if (existsSync(mark)) return;
  await askedWhoComes(folder);
  expect(existsSync(mark)).toBe(true);
});

test.each(Object.entries(ways))('plain git finds the settings in %s', async (_, put) => {
  const [folder, mark] = [touched(), path.join(emptyFolder(), 'ran')];
  const place = put(folder, settings['core.fsmonitor'] ?? (() => {}), mark);
  if (existsSync(path.join(folder, 'pod.yaml'))) utimesSync(path.join(folder, 'pod.yaml'), 2, 2);
  await git(path.join(folder, place), ['status']);
  expect(existsSync(mark)).toBe(true);
});

/** Only there git starts a pager. */
async function atTerminal(folder: string): Promise<void> {
  const code = "require('node:child_process').spawnSync('git', ['diff'], { stdio: 'inherit' })";
  await terminal([], folder, ['--eval', code]).ends();
}

/** A server that asks for a login, as that of a private repository does. */
async function askedWhoComes(folder: string): Promise<void> {
  const server = createServer((_, response) =>
    response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end(),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  await git(folder, ['ls-remote', `http://127.0.0.1:${port}/x`]);
  server.close();
}

/** Ignores its output and its status. */
function git(folder: string, words: readonly string[]): Promise<void> {
  const options = { cwd: folder, env: { ...process.env, EDITOR: 'true', GIT_TERMINAL_PROMPT: '0' }, timeout: 10_000 };
  const named = ['-c', 'user.name=a', '-c', 'user.email=a@example.dev', ...words];
  return new Promise((resolve) => execFile('git', named, options, () => resolve()).stdin?.end());
}
