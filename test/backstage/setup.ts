// Installs a Backstage backend once into .cache/: its packages without their scripts, compiled SQLite, and our package.
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';
import { packBoth } from '../../scripts/pack.js';
import { cache } from '../generate.ts';

/** The working directory of the backend, as in a Backstage app. */
export const home = path.join(cache, 'backstage');

export default async function setup(): Promise<void> {
  mkdirSync(home, { recursive: true });
  for (const file of ['backend.js', 'app-config.yaml'])
    cpSync(path.join(import.meta.dirname, file), path.join(home, file));
  const wanted = readFileSync(path.join(import.meta.dirname, 'package.json'), 'utf8');
  const installed = path.join(home, 'installed.json');
  if (!existsSync(installed) || readFileSync(installed, 'utf8') !== wanted) {
    writeFileSync(path.join(home, 'package.json'), wanted);
    await npm(['install', '--ignore-scripts']);
    await compileSqlite();
    writeFileSync(installed, wanted);
  }
  const [, generator = ''] = packBoth(path.join(home, 'packed'));
  // npm treats a tarball with a known version as already installed.
  rmSync(path.join(home, 'node_modules', 'generator-kube-secure-controller'), { recursive: true, force: true });
  await npm(['install', '--no-save', '--ignore-scripts', generator]);
}

/** better-sqlite3 has no binary for every platform, and downloads none here: the headers of this Node.js are enough. */
async function compileSqlite(): Promise<void> {
  const headers = path.resolve(path.dirname(process.execPath), '..');
  const cwd = path.join(home, 'node_modules', 'better-sqlite3');
  await execa('npx', ['--yes', 'node-gyp@11', 'rebuild', '--release', `--nodedir=${headers}`], { cwd });
}

async function npm(words: readonly string[]): Promise<void> {
  await execa('npm', [...words, '--no-audit', '--no-fund'], { cwd: home });
}
