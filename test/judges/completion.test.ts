// Completion in real zsh and fish, and the manual page in mandoc. test/cli tests bash.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { spawn } from '@lydell/node-pty';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { cli, emptyFolder } from '../cli/run.ts';

async function scriptFor(shell: string): Promise<string> {
  const file = path.join(emptyFolder(), `completion.${shell}`);
  writeFileSync(file, (await cli(['completion', shell], '/')).stdout);
  return file;
}

test.each([
  ['audit --prof', ['--profile']],
  ['audit --profile ', ['auditor', 'pedantic', 'regular']],
  ['hard', ['harden']],
  ['explain no-wildcard-v', ['no-wildcard-versions']],
  ['preset ', ['check', 'init']],
  ['--no-metr', ['--no-metrics']],
])('fish completes %j with %j', async (line, expected) => {
  const file = await scriptFor('fish');
  for (const program of ['create-kube-secure-controller', 'kube-secure-controller']) {
    const { stdout } = await execa('fish', ['--no-config', '-c', `source ${file}; complete -C '${program} ${line}'`], {
      cwd: emptyFolder(),
    });
    const offered = stdout.split('\n').map((one) => one.split('\t')[0]);
    for (const word of expected) expect(offered).toContain(word);
  }
});

test.each([
  ['audit --prof', 'audit --profile'],
  ['hard', 'harden'],
  ['explain no-wildcard-v', 'explain no-wildcard-versions'],
  ['--no-metr', '--no-metrics'],
  ['completion fi', 'completion fish'],
])('zsh completes %j to %j', async (typed, completed) => {
  const file = await scriptFor('zsh');
  const shell = spawn('zsh', ['-f', '-i'], { cwd: emptyFolder(), env: { ...process.env, TERM: 'dumb', PS1: '' } });
  let shown = '';
  shell.onData((data) => (shown += data));
  const shows = async (text: string): Promise<void> =>
    expect.poll(() => shown.replaceAll(/[\b\r]|\u001b\[\S*?[A-Za-z]/g, ''), { timeout: 20_000 }).toContain(text);
  shell.write(`autoload -Uz compinit; compinit -u -D; source ${file}; echo read''y\n`);
  await shows('ready');
  // The shell prints the line itself, so that the test reads the completed text, not the drawing.
  shell.write(`kube-secure-controller() { echo "got: $*"; }\n`);
  shell.write(`kube-secure-controller ${typed}\t\n`);
  await shows(`got: ${completed}`);
  shell.kill();
});

test('mandoc finds no error in the manual page', async () => {
  const page = path.resolve('docs/create-kube-secure-controller.1');
  const { stdout } = await execa('mandoc', ['-T', 'lint', '-W', 'warning', page], { reject: false });
  // The page has no date, because the same sources give the same bytes.
  expect(stdout.split('\n').filter((line) => !line.includes('missing date'))).toEqual([]);
});
