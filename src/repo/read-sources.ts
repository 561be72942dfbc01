// Reads what matters of a repository on disk: Rust, TOML, lock and YAML files.

import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Files } from './files.ts';

const SKIPPED = new Set(['target', 'node_modules', '.git', 'vendor', '.direnv', '.cache', 'dist']);
const WANTED = /(?:\.(?:rs|ya?ml|tpl)|^Cargo\.(?:toml|lock)|^kustomization)$/;
/** A file larger than this is generated; it is left out rather than slowing everything down. */
const MAX_BYTES = 4_000_000;

export function readSources(root: string): Files {
  const files = new Map<string, string>();
  const visit = (folder: string, prefix: string, depth: number): void => {
    if (depth > 24) return;
    for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = join(folder, entry.name);
      const relative = prefix === '' ? entry.name : `${prefix}/${entry.name}`;
      if (entry.isDirectory()) {
        if (!SKIPPED.has(entry.name)) visit(path, relative, depth + 1);
      } else if (entry.isFile() && WANTED.test(entry.name) && lstatSync(path).size <= MAX_BYTES) files.set(relative, readFileSync(path, 'utf8'));
    }
  };
  visit(root, '', 0);
  return files;
}
