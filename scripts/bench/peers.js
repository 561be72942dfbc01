// The measured programs: this package as published, and its peers, installed into .cache/bench.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');
export const cache = path.join(root, '.cache', 'bench');

const createVite = 'create-vite@9.3.0';
const svelte = 'sv@0.17.1';
const kubebuilder = { module: 'sigs.k8s.io/kubebuilder/v4', version: 'v4.15.0' };

/**
 * @typedef {object} Peer
 * @property {string} tarball
 * @property {string} entry the file that Node runs
 * @property {number} packages the number of packages that an installation adds
 * @property {number} packed bytes of the tarball
 * @property {number} unpacked bytes of its files
 */

/** @returns {Peer} */
export function ours() {
  return peer('ours', root, 'create-kube-secure-controller/bin/create-kube-secure-controller.js');
}

/** @returns {Peer} */
export function vite() {
  return peer('vite', createVite, 'create-vite/index.js');
}

/** @returns {Peer} */
export function sv() {
  return peer('sv', svelte, 'sv/dist/bin.mjs');
}

/**
 * The path of kubebuilder, built from source; undefined without Go.
 *
 * @returns {string | undefined}
 */
export function kubebuilderProgram() {
  const folder = path.join(cache, 'kubebuilder');
  const program = path.join(folder, 'kubebuilder');
  if (existsSync(program)) return program;
  if (!answers('go', ['version'])) return undefined;
  mkdirSync(folder, { recursive: true });
  // A module that requires the tool, instead of `go install`, which also requests the list of versions, and some
  // proxies lack it.
  writeFileSync(
    path.join(folder, 'go.mod'),
    `module bench\n\ngo 1.24\n\nrequire ${kubebuilder.module} ${kubebuilder.version}\n`,
  );
  execFileSync('go', ['build', '-mod=mod', '-o', 'kubebuilder', kubebuilder.module], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  return program;
}

/**
 * Packs a package and installs the tarball as npm does for users.
 *
 * @param {string} name
 * @param {string} source a folder, or a package of the registry
 * @param {string} entry
 * @returns {Peer}
 */
function peer(name, source, entry) {
  const folder = path.join(cache, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'package.json'), '{ "private": true }\n');
  const [packed] = JSON.parse(
    npm(['pack', source, '--json', '--ignore-scripts', '--pack-destination', folder], folder),
  );
  const tarball = path.join(folder, packed.filename);
  npm(['install', '--ignore-scripts', '--no-audit', '--no-fund', tarball], folder);
  const packages = readdirSync(path.join(folder, 'node_modules')).filter((one) => !one.startsWith('.')).length;
  return {
    tarball,
    entry: path.join(folder, 'node_modules', entry),
    packages,
    packed: packed.size,
    unpacked: packed.unpackedSize,
  };
}

/**
 * @param {readonly string[]} words
 * @param {string} cwd
 */
export function npm(words, cwd) {
  return execFileSync('npm', [...words], { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

/**
 * @param {string} program
 * @param {readonly string[]} words
 */
export function answers(program, words) {
  try {
    execFileSync(program, [...words], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
