// Installs and builds missing parts, then runs its arguments: `node scripts/setup.js create my-controller`. Plain
// JavaScript with only Node.js, because nothing is installed when it runs.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { isBuilt, rememberBuild } from './sources.js';

const root = path.resolve(import.meta.dirname, '..');

const [command, ...words] = process.argv.slice(2);
install();
build();
if (command === 'create') create(words);

/** Runs `npm ci`, unless node_modules already matches package-lock.json. */
function install() {
  if (isInstalled()) return;
  progress('Installing the development dependencies with npm ci');
  const npm = process.env['npm_execpath'];
  const flags = ['ci', '--ignore-scripts', '--no-audit', '--no-fund'];
  runQuietly(npm === undefined ? 'npm' : process.execPath, npm === undefined ? flags : [npm, ...flags]);
}

/** Whether every package of the lock file is installed in its version; packages for other platforms may be missing. */
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

/** Runs `scripts/build.js`, unless dist/ was built from exactly these sources. */
function build() {
  if (isBuilt()) return;
  progress('Building');
  runQuietly(process.execPath, [path.join(root, 'scripts', 'build.js')]);
  rememberBuild();
}

/**
 * The main job. Without a terminal it takes the defaults, because nobody can answer.
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
 * Shows the output of a program only if it fails.
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
