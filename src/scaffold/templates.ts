// The templates of the package, read from its own folder.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Files } from './scaffold.ts';

/** All templates by their path below `root`, with `/` on every platform. */
export function readTemplates(root: string): Files {
  const paths = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
  return new Map(
    paths.map((file) => [path.relative(root, file).replaceAll(path.sep, '/'), readFileSync(file, 'utf8')]),
  );
}
