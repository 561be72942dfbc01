// The Rust around a directory: the parts of its workspace that cargo would read.
import { lstatSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { declaresWorkspace } from '../repo/around.ts';
import { mostBytesOf, readRepository } from '../repo/read.ts';
import { readText } from '../repo/read-file.ts';
import { repositoryOf, type Repository, type Skipped } from '../repo/repository.ts';
import { packagesOutside, type Files } from './workspace.ts';

/**
 * The manifests and sources outside of `root` on which its packages depend; their paths start with `../`. Nothing
 * outside of the repository with `root` is read, through whatever links a path leads there.
 */
export function readAround(root: string, files: Files): Repository {
  const workspace = isPartOfMore(files.get('Cargo.toml')) ? workspaceAbove(root) : undefined;
  const around = new Map<string, string>(workspace?.files);
  const skipped: Skipped[] = [...(workspace?.skipped ?? [])];
  const top = above(root).find((folder) => exists(path.join(folder, '.git'))) ?? workspace?.folder;
  const seen = new Set<string>();
  const next = (): string | undefined =>
    packagesOutside(new Map([...files, ...around]), root).find((folder) => !seen.has(folder));
  for (let folder = top && next(); folder !== undefined; folder = next()) {
    seen.add(folder);
    const place = placeInside(path.join(root, folder), top);
    if (place === undefined) continue;
    const more = readRepository(place, { isReal: true });
    const isOurs = (file: string): boolean =>
      /\.rs$|(?:^|\/)Cargo\.toml$/.test(file) && !isBelow(path.join(root, folder, file), root);
    for (const [file, text] of more.files) if (isOurs(file)) around.set(`${folder}/${file}`, text);
    for (const one of more.skipped) if (isOurs(one.path)) skipped.push({ ...one, path: `${folder}/${one.path}` });
  }
  return repositoryOf(around, skipped);
}

function isPartOfMore(manifest: string | undefined): boolean {
  return manifest !== undefined && !declaresWorkspace(manifest);
}

interface Above {
  readonly folder: string;
  readonly files: readonly (readonly [string, string])[];
  readonly skipped: readonly Skipped[];
}

/** The nearest Cargo.toml above with `[workspace]`, and its lock file. An unreadable file on the way might be it. */
function workspaceAbove(root: string): Above | undefined {
  const skipped: Skipped[] = [];
  for (const folder of above(root).slice(1)) {
    const prefix = path.relative(root, folder).replaceAll('\\', '/');
    const read = ['Cargo.toml', 'Cargo.lock'].flatMap((name): (readonly [string, string])[] => {
      const text = readText(path.join(folder, name), { most: mostBytesOf(name) });
      if (text.why === undefined) return [[`${prefix}/${name}`, text.content]];
      if (exists(path.join(folder, name))) skipped.push({ path: `${prefix}/${name}`, why: text.why, failed: true });
      return [];
    });
    const files = new Map(read);
    if (declaresWorkspace(files.get(`${prefix}/Cargo.toml`) ?? '')) return { folder, files: [...files], skipped };
  }
  return skipped.length === 0 ? undefined : { folder: root, files: [], skipped };
}

/** `root` and the folders above it, the nearest first. */
function above(root: string): readonly string[] {
  const parent = path.dirname(root);
  return parent === root ? [root] : [root, ...above(parent)];
}

/** The place of a package, with all links followed; undefined if it is not below a folder. */
function placeInside(place: string, top: string | undefined): string | undefined {
  if (top === undefined || !exists(path.join(place, 'Cargo.toml'))) return undefined;
  const real = realpathSync(place);
  return isBelow(real, realpathSync(top)) ? real : undefined;
}

function isBelow(place: string, folder: string): boolean {
  const way = path.relative(folder, place);
  return way !== '..' && !way.startsWith(`..${path.sep}`) && !path.isAbsolute(way);
}

function exists(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false }) !== undefined;
}
