// The sources of crates on this machine, where Cargo keeps them. They are files of strangers: nothing of them is run,
// no link is followed, and everything has a bound.
import { readdirSync, type Dirent } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { withFolders, type HeldFolders } from './held-folders.ts';
import { readText } from './read-file.ts';
import { mostBytesOf } from './read.ts';

/** A crate as Cargo.lock names it. */
export interface LockedCrate {
  readonly name: string;
  readonly version: string;
  readonly source: string;
}

export interface CrateSources {
  readonly crate: LockedCrate;
  /** Rust by its path in the crate; undefined if the crate is not on this machine. */
  readonly files: ReadonlyMap<string, string> | undefined;
  /** The reason why some of it was not read. */
  readonly left?: string;
}

const MAX_FILES = 20_000;
const MAX_BYTES = 64 * 1_048_576;
const MAX_DEPTH = 16;

/** The folder of Cargo's downloads (The Cargo Book, "Cargo Home"). */
export function cargoHome(): string {
  return process.env['CARGO_HOME'] ?? path.join(homedir(), '.cargo');
}

/**
 * The Rust of each crate: from the repository's folder `vendor`, else from Cargo's earlier downloads. It uses no
 * network.
 *
 * @param root the repository
 * @param home Cargo's own folder
 */
export function readCrates(root: string, home: string, crates: readonly LockedCrate[]): readonly CrateSources[] {
  const left = { files: MAX_FILES, bytes: MAX_BYTES };
  return crates.map((crate) =>
    withFolders((folders) => {
      const folder = isPlain(crate) ? folderOf(folders, root, home, crate) : undefined;
      if (folder === undefined) return { crate, files: undefined };
      const files = new Map<string, string>();
      const isWhole = readInto({ folders, files, left }, folder, '');
      return isWhole ? { crate, files } : { crate, files, left: 'is more than is read of dependencies' };
    }),
  );
}

/** The name and the version become parts of a path. */
function isPlain({ name, version }: LockedCrate): boolean {
  return /^[A-Za-z][\w-]{0,63}$/.test(name) && /^\d[\w.+-]{0,63}$/.test(version);
}

/** The folder of a crate, which is held. */
function folderOf(
  folders: HeldFolders,
  root: string,
  home: string,
  { name, version, source }: LockedCrate,
): string | undefined {
  const revision = /#([0-9a-f]{7})[0-9a-f]{33}$/.exec(source)?.[1];
  const vendor = heldBelow(folders, root, 'vendor');
  for (const each of vendor === undefined ? [] : [`${name}-${version}`, name]) {
    const folder = heldBelow(folders, vendor ?? '', each);
    if (folder !== undefined && versionIn(folder) === version) return folder;
  }
  const downloaded =
    revision === undefined
      ? foldersIn(path.join(home, 'registry', 'src')).map((index) => [index, `${name}-${version}`] as const)
      : foldersIn(path.join(home, 'git', 'checkouts')).map((checkout) => [checkout, revision] as const);
  for (const [index, each] of downloaded) {
    const folder = heldBelow(folders, index, each);
    if (folder !== undefined) return folder;
  }
  return undefined;
}

function heldBelow(folders: HeldFolders, held: string, name: string): string | undefined {
  try {
    return folders.inside(held, name);
  } catch {
    return undefined;
  }
}

function versionIn(folder: string): string | undefined {
  const manifest = readText(path.join(folder, 'Cargo.toml'));
  return manifest.why === undefined ? /^version = "([^"\n]{1,64})"/m.exec(manifest.content)?.[1] : undefined;
}

interface Into {
  readonly folders: HeldFolders;
  readonly files: Map<string, string>;
  readonly left: { files: number; bytes: number };
}

function readInto(into: Into, folder: string, below: string, depth = 0): boolean {
  const { folders, files, left } = into;
  if (depth > MAX_DEPTH) return false;
  let isWhole = true;
  for (const entry of entriesOf(folder)) {
    const name = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) {
      const inner = heldBelow(folders, folder, entry.name);
      isWhole = inner !== undefined && readInto(into, inner, name, depth + 1) && isWhole;
      if (inner !== undefined) folders.release(inner);
    } else if (entry.isFile() && name.endsWith('.rs')) {
      if (left.files === 0 || left.bytes <= 0) return false;
      const text = readText(`${folder}/${entry.name}`, { most: mostBytesOf(name) });
      left.files -= 1;
      if (text.why !== undefined) isWhole = false;
      else {
        left.bytes -= text.content.length;
        files.set(name, text.content);
      }
    }
  }
  return isWhole;
}

/** The folders in a folder, without links. */
function foldersIn(folder: string): readonly string[] {
  return entriesOf(folder)
    .filter((entry) => entry.isDirectory())
    .slice(0, 256)
    .map((entry) => path.join(folder, entry.name));
}

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return [];
  }
}
