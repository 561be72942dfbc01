// Generated repositories for the tests: in memory, and on disk for real tools.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { resolveAnswers, type Given } from '../src/answers/resolve.ts';
import { scaffold, type Files } from '../src/scaffold/scaffold.ts';
import { readTemplates } from '../src/scaffold/templates.ts';

const root = path.resolve(import.meta.dirname, '..');

/** The folder for built and downloaded files between runs. */
export const cache = path.join(root, '.cache');

export const templates = readTemplates(path.join(root, 'templates'));

export function generate(given: Given): Files {
  return scaffold(resolveAnswers(given, { defaults: true }), templates);
}

/** Makes a folder contain exactly these files. Equal files are left alone, so that cargo sees no change. */
export function materialise(folder: string, files: Files): void {
  mkdirSync(folder, { recursive: true });
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    if (entry.isFile() && !files.has(path.relative(folder, file).replaceAll(path.sep, '/'))) rmSync(file);
  }
  for (const [name, content] of files) {
    const file = path.join(folder, name);
    if (read(file) === content) continue;
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
