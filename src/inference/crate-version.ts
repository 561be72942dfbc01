// The version of a crate in a repository.

import { once } from '../once.ts';
import type { Files } from '../repo/files.ts';

/** A version of a crate in a Cargo.lock, and the line with the name of the crate. */
export interface LockedVersion {
  readonly version: string;
  readonly path: string;
  readonly line: number;
}

/** Each version of a crate in the Cargo.lock files, with its first line. */
export function lockedVersions(files: Files, crate: string): readonly LockedVersion[] {
  return [...(allLocked(files).get(crate)?.values() ?? [])];
}

/** By crate and version. */
const allLocked = once((files: Files): ReadonlyMap<string, ReadonlyMap<string, LockedVersion>> => {
  const all = new Map<string, Map<string, LockedVersion>>();
  for (const [path, text] of files) {
    if (path !== 'Cargo.lock' && !path.endsWith('/Cargo.lock')) continue;
    let before = '';
    for (const [at, line] of text.split('\n').entries()) {
      const version = /^version = "([^"]{1,64})"/.exec(line)?.[1];
      const crate = /^name = "([^"]{1,64})"\s*$/.exec(before)?.[1];
      before = line;
      if (version === undefined || crate === undefined) continue;
      const ofCrate = all.get(crate) ?? new Map<string, LockedVersion>();
      all.set(crate, ofCrate);
      if (!ofCrate.has(version)) ofCrate.set(version, { version, path, line: at });
    }
  }
  return all;
});

/** The version of a crate in Cargo.lock, otherwise the requirement of a Cargo.toml. */
export function crateVersion(files: Files, crate: string): string | undefined {
  const locked = latest(lockedVersions(files, crate).map(({ version }) => version));
  if (locked !== undefined) return locked;
  for (const [path, text] of files) {
    if (path !== 'Cargo.toml' && !path.endsWith('/Cargo.toml')) continue;
    const found = new RegExp(
      `^${crate}\\s*=\\s*(?:"|\\{[^}\\r\\n\\u2028\\u2029]*?version\\s*=\\s*")[=^~]?\\s*([\\d.]+)`,
      'm',
    ).exec(text)?.[1];
    const table = new RegExp(`\\[[\\w.]*dependencies\\.${crate}\\][^\\[]*?version\\s*=\\s*"[=^~]?([\\d.]+)`).exec(
      text,
    )?.[1];
    const version = found ?? table;
    if (version !== undefined) return version;
  }
  return undefined;
}

export function latest(versions: readonly string[]): string | undefined {
  return [...versions].sort((a, b) => a.localeCompare(b, 'en', { numeric: true })).at(-1);
}
