// Runs programs one after the other, interleaved, and measures each run.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/**
 * @typedef {object} Contender
 * @property {string} name
 * @property {readonly string[]} words the program and its arguments
 * @property {Readonly<Record<string, string>>} [environment]
 * @property {boolean} [cold] with an empty home and npm cache
 * @property {string} [from] a folder to copy to its working directory
 * @property {string} [writes] the file that must exist afterwards, below its working directory
 *
 * @typedef {object} Figures
 * @property {number} wall median milliseconds from start to end
 * @property {number} fastest
 * @property {number} cpu mean milliseconds of processor time, children included
 * @property {number} memory median of the peak memory in MiB: that of the largest process
 */

/** GNU time reads the kernel's numbers for a program and its children, which Node.js does not offer. */
const gnuTime = '/usr/bin/time';

/**
 * The figures of each contender. Their runs alternate, so that other load affects all equally.
 *
 * @param {readonly Contender[]} contenders
 * @param {number} rounds
 * @returns {Readonly<Record<string, Figures>>}
 */
export function measure(contenders, rounds) {
  if (!existsSync(gnuTime)) throw new Error(`${gnuTime} is missing: install the package "time"`);
  for (const contender of contenders) runOnce(contender);
  /** @type {Record<string, ReturnType<typeof runOnce>[]>} */
  const runs = {};
  for (let round = 0; round < rounds; round += 1) {
    for (const contender of round % 2 === 0 ? contenders : contenders.toReversed())
      (runs[contender.name] ??= []).push(runOnce(contender));
  }
  return Object.fromEntries(contenders.map(({ name }) => [name, summarize(runs[name] ?? [])]));
}

/** @param {Contender} contender */
function runOnce({ name, words, environment = {}, cold = false, from, writes }) {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-'));
  const figures = path.join(folder, '.figures');
  const cwd = mkdtempSync(path.join(folder, 'cwd-'));
  const home = mkdtempSync(path.join(folder, 'home-'));
  if (from !== undefined) cpSync(from, cwd, { recursive: true });
  // Otherwise npm uses the nearest manifest above as its project.
  if (cold) writeFileSync(path.join(cwd, 'package.json'), '{ "private": true }\n');
  try {
    const start = performance.now();
    const { status, stdout, stderr } = spawnSync(gnuTime, ['--output', figures, '--format', '%U %S %M', ...words], {
      cwd,
      encoding: 'utf8',
      input: '',
      env: { ...process.env, ...(cold && { HOME: home, npm_config_cache: path.join(home, 'cache') }), ...environment },
      timeout: 120_000,
    });
    const wall = performance.now() - start;
    if (status !== 0 || (writes !== undefined && !existsSync(path.join(cwd, writes)))) {
      throw new Error(`${name} failed with ${status}: ${words.join(' ')}\n${stdout}${stderr}`);
    }
    const [user = 0, system = 0, kibibytes = 0] = readFileSync(figures, 'utf8').trim().split(/\s+/).map(Number);
    return { wall, cpu: (user + system) * 1000, memory: kibibytes / 1024 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {readonly ReturnType<typeof runOnce>[]} runs
 * @returns {Figures}
 */
function summarize(runs) {
  const walls = runs.map(({ wall }) => wall);
  return {
    wall: median(walls),
    fastest: Math.min(...walls),
    cpu: runs.reduce((sum, { cpu }) => sum + cpu, 0) / runs.length,
    memory: median(runs.map(({ memory }) => memory)),
  };
}

/** @param {readonly number[]} values */
function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
