// The digest of the sources of dist/. Plain JavaScript with only Node.js, because nothing is installed when it runs.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const built = path.join(root, 'dist', '.built-from');

export const folders = ['src', 'generators', 'templates', 'scripts'];

/** Whether dist/ was built from exactly these sources. */
export function isBuilt() {
  return existsSync(built) && readFileSync(built, 'utf8') === hashOfSources();
}

/** Records the sources of dist/. */
export function rememberBuild() {
  writeFileSync(built, hashOfSources());
}

function hashOfSources() {
  const hash = createHash('sha256');
  const files = folders.flatMap((folder) =>
    existsSync(path.join(root, folder))
      ? readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => path.join(entry.parentPath, entry.name))
      : [],
  );
  for (const file of [...files.sort(), path.join(root, 'package.json'), path.join(root, 'package-lock.json')]) {
    hash
      .update(`${path.relative(root, file)}\0`)
      .update(readFileSync(file))
      .update('\0');
  }
  return hash.digest('hex');
}
