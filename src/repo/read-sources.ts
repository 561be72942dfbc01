// Reads what matters of a repository on disk: Rust, TOML, lock and YAML files.

import { readdirSync, readFileSync, statSync, type Dirent } from 'node:fs';
import { join } from 'node:path';
import type { Files } from './files.ts';
import type { Skipped } from './repository.ts';

const SKIPPED = new Set(['target', 'node_modules', '.git', 'vendor', '.direnv', '.cache', 'dist']);
const WANTED = /(?:\.(?:rs|ya?ml|tpl)|^Cargo\.(?:toml|lock)|^kustomization)$/;
/** A file larger than this is generated; it is named rather than slowing everything down. */
const MAX_BYTES = 8_000_000;
const MAX_DEPTH = 24;

export interface Sources {
  readonly files: Files;
  /** What is there and was not read, with the reason. */
  readonly skipped: readonly Skipped[];
}

/** The files below `root`; `prefix` stands before each path. Symbolic links are not followed. Throws when `root` itself cannot be listed. */
export function readSources(root: string, prefix = ''): Sources {
  const files = new Map<string, string>();
  const skipped: Skipped[] = [];
  const visit = (folder: string, below: string, depth: number): void => {
    for (const entry of sorted(readdirSync(folder, { withFileTypes: true }))) {
      const path = join(folder, entry.name);
      const relative = below === '' ? entry.name : `${below}/${entry.name}`;
      if (entry.isDirectory() && SKIPPED.has(entry.name)) continue;
      try {
        if (entry.isDirectory() && depth < MAX_DEPTH) visit(path, relative, depth + 1);
        else if (entry.isDirectory()) skipped.push({ path: relative, why: `lies more than ${MAX_DEPTH} folders deep` });
        else if (!entry.isFile() || !WANTED.test(entry.name)) continue;
        else if (statSync(path).size > MAX_BYTES)
          skipped.push({ path: relative, why: `is longer than ${MAX_BYTES} bytes` });
        else files.set(relative, readFileSync(path, 'utf8'));
      } catch (cause) {
        skipped.push({
          path: relative,
          why: `cannot be read: ${cause instanceof Error ? cause.message.replace(/,.*$/s, '') : String(cause)}`,
        });
      }
    }
  };
  visit(root, prefix, 0);
  return { files, skipped };
}

function sorted(entries: readonly Dirent[]): readonly Dirent[] {
  return [...entries].sort((a, b) => (a.name < b.name ? -1 : 1));
}
