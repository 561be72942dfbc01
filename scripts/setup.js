// Installs and builds what is not there yet, then runs what it is told to: `node scripts/setup.js create my-controller`.
// Plain JavaScript on Node alone, because nothing is installed when it runs.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { isBuilt, rememberBuild } from './sources.js';

const root = path.resolve(import.meta.dirname, '..');

const [command, ...words] = process.argv.slice(2);
install();
build();
if (command === 'create') create(words);

/** `npm ci`, unless node_modules already holds what package-lock.json asks for. */
function install() {
  if (isInstalled()) return;
  progress('Installing the development dependencies with npm ci');
  const npm = process.env['npm_execpath'];
  const flags = ['ci', '--ignore-scripts', '--no-audit', '--no-fund'];
  runQuietly(npm === undefined ? 'npm' : process.execPath, npm === undefined ? flags : [npm, ...flags]);
}

/** Whether every package of the lock is there in its version; those for other platforms may be absent. */
function isInstalled() {
  const installed = packagesOf('node_modules/.package-lock.json');
  return (
    installed !== undefined &&
    Object.entries(packagesOf('package-lock.json') ?? {}).every(
      ([name, { version, optional }]) =>
        name === '' || (installed[name] === undefined ? optional === true : installed[name]?.version === version),
    )
  );
}

/**
 * @param {string} file
 * @returns {Record<string, { version?: string, optional?: boolean }> | undefined}
 */
function packagesOf(file) {
  const lock = path.join(root, file);
  return existsSync(lock) ? JSON.parse(readFileSync(lock, 'utf8')).packages : undefined;
}

/** `scripts/build.js`, unless dist/ was built from exactly these sources. */
function build() {
  if (isBuilt()) return;
  progress('Building');
  runQuietly(process.execPath, [path.join(root, 'scripts', 'build.js')]);
  rememberBuild();
}

/**
 * The main job. Without a terminal nobody can answer, so the defaults are taken.
 *
 * @param {readonly string[]} words
 */
function create(words) {
  const asks =
    process.stdin.isTTY === true ||
    ['--yes', '-y', '--help', '-h', '--version', '-v'].some((flag) => words.includes(flag));
  const bin = path.join(root, 'bin', 'create-kube-secure-controller.js');
  const { status, signal } = spawnSync(process.execPath, [bin, ...words, ...(asks ? [] : ['--yes'])], {
    stdio: 'inherit',
    cwd: process.env['INIT_CWD'] ?? process.cwd(),
  });
  process.exitCode = status ?? (signal === 'SIGINT' ? 130 : 3);
}

/**
 * Shows what a program says only when it fails.
 *
 * @param {string} program
 * @param {readonly string[]} words
 */
function runQuietly(program, words) {
  const { status, stdout, stderr, error } = spawnSync(program, words, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (status === 0) return;
  process.stderr.write(
    `${stdout ?? ''}${stderr ?? ''}${error?.message ?? ''}\n${program} ${words.join(' ')} failed.\n`,
  );
  process.exit(3);
}

/** @param {string} what */
function progress(what) {
  process.stderr.write(`${what} …\n`);
}
