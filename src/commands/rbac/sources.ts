// The sources that `rbac` reads: the folder that was named, and what cargo would read for it from the workspace around.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { isWorkspace, packagesOutside } from '../../inference/workspace.ts';
import { readSources, type Sources } from '../../repo/read-sources.ts';

/** Paths outside of `root` begin with `../`. Nothing is read outside of the repository that holds `root`. */
export function readRustSources(root: string): Sources {
  const { files, skipped } = readSources(root);
  const workspace = isPartOfMore(files.get('Cargo.toml')) ? workspaceAbove(root) : undefined;
  const all = { files: new Map([...files, ...(workspace?.files ?? [])]), skipped: [...skipped] };
  const top = above(root).find((folder) => existsSync(path.join(folder, '.git'))) ?? workspace?.folder;
  if (top === undefined) return all;
  const seen = new Set<string>();
  const next = (): string | undefined => packagesOutside(all.files, root).find((folder) => !seen.has(folder));
  for (let folder = next(); folder !== undefined; folder = next()) {
    seen.add(folder);
    const place = path.join(root, folder);
    if (!isBelow(place, top) || !existsSync(path.join(place, 'Cargo.toml'))) continue;
    const more = readSources(place, folder);
    const isOurs = (file: string): boolean =>
      /\.rs$|(?:^|\/)Cargo\.toml$/.test(file) && !isBelow(path.join(root, file), root);
    for (const [file, text] of more.files) if (isOurs(file)) all.files.set(file, text);
    all.skipped.push(...more.skipped.filter(({ path: file }) => isOurs(file)));
  }
  return all;
}

function isPartOfMore(manifest: string | undefined): boolean {
  return manifest !== undefined && !isWorkspace(manifest);
}

/** The nearest Cargo.toml above that says `[workspace]`, and its lock. */
function workspaceAbove(
  root: string,
): { readonly folder: string; readonly files: readonly (readonly [string, string])[] } | undefined {
  for (const folder of above(root)) {
    const manifest = readIfThere(path.join(folder, 'Cargo.toml'));
    if (folder === root || manifest === undefined || !isWorkspace(manifest)) continue;
    const prefix = path.relative(root, folder).replaceAll('\\', '/');
    const lock = readIfThere(path.join(folder, 'Cargo.lock'));
    return {
      folder,
      files: [
        [`${prefix}/Cargo.toml`, manifest],
        ...(lock === undefined ? [] : [[`${prefix}/Cargo.lock`, lock] as const]),
      ],
    };
  }
  return undefined;
}

/** `root` and the folders that hold it, the nearest first. */
function above(root: string): readonly string[] {
  const parent = path.dirname(root);
  return parent === root ? [root] : [root, ...above(parent)];
}

function isBelow(place: string, folder: string): boolean {
  const way = path.relative(folder, place);
  return way !== '..' && !way.startsWith(`..${path.sep}`) && !path.isAbsolute(way);
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
