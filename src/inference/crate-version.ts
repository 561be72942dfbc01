// Which version of a crate a repository has.

import type { Files } from '../repo/files.ts';

/** Each version of a crate in the Cargo.locks, with the first line that names it. */
export function lockedVersions(
  files: Files,
  crate: string,
): readonly { readonly version: string; readonly path: string; readonly line: number }[] {
  const found = new Map<string, { readonly version: string; readonly path: string; readonly line: number }>();
  for (const [path, text] of files) {
    if (path !== 'Cargo.lock' && !path.endsWith('/Cargo.lock')) continue;
    const lines = text.split('\n');
    for (const [at, line] of lines.entries()) {
      if (line.trimEnd() !== `name = "${crate}"`) continue;
      const version = /^version = "([^"]{1,64})"/.exec(lines[at + 1] ?? '')?.[1];
      if (version !== undefined && !found.has(version)) found.set(version, { version, path, line: at + 1 });
    }
  }
  return [...found.values()];
}

/** The version of a crate in Cargo.lock, or what a Cargo.toml asks for. */
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

/** The latest of some versions. */
export function latest(versions: readonly string[]): string | undefined {
  return [...versions].sort((a, b) => a.localeCompare(b, 'en', { numeric: true })).at(-1);
}
