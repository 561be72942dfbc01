// Packs one build under two names: `npm run pack:both -- FOLDER`. npm's init looks for create-*, Yeoman and Backstage for generator-*.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(import.meta.dirname, '..');
const generatorName = 'generator-kube-secure-controller';

/**
 * Packs the build.
 *
 * @param {string} destination a folder
 * @returns {readonly string[]} the tarballs: first the one of the command line, then the one for Yeoman
 */
export function packBoth(destination) {
  const folder = path.resolve(destination);
  mkdirSync(folder, { recursive: true });
  const stage = mkdtempSync(path.join(tmpdir(), 'kube-secure-controller-pack-'));
  try {
    const { filename, files } = pack(root, folder);
    for (const { path: file } of files) cpSync(path.join(root, file), path.join(stage, file));
    writeFileSync(path.join(stage, 'package.json'), manifestOf(readFileSync(path.join(root, 'package.json'), 'utf8')));
    return [filename, pack(stage, folder).filename].map((name) => path.join(folder, name));
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
}

/**
 * Removes `bin` and `man`, because npm refuses to install two packages globally with the same program.
 *
 * @param {string} text
 */
function manifestOf(text) {
  const { bin, man, ...manifest } = JSON.parse(text);
  return `${JSON.stringify({ ...manifest, name: generatorName }, undefined, 2)}\n`;
}

/**
 * @param {string} folder
 * @param {string} destination
 * @returns {{ filename: string, files: readonly { path: string }[] }}
 */
function pack(folder, destination) {
  const words = ['pack', '--json', '--ignore-scripts', '--pack-destination', destination];
  return JSON.parse(
    execFileSync('npm', words, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }),
  )[0];
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const tarball of packBoth(process.argv[2] ?? '.')) process.stdout.write(`${tarball}\n`);
