// Which version of a crate a repository has.

import type { Files } from '../repo/files.ts';

/** The version of a crate in Cargo.lock, or what a Cargo.toml asks for. */
export function crateVersion(files: Files, crate: string): string | undefined {
  const locked: string[] = [];
  for (const [path, text] of files) {
    if (path !== 'Cargo.lock' && !path.endsWith('/Cargo.lock')) continue;
    for (const found of text.matchAll(new RegExp(`name = "${crate}"\\r?\\nversion = "([^"]+)"`, 'g')))
      locked.push(found[1] ?? '');
  }
  if (locked[0] !== undefined) return locked.sort((a, b) => a.localeCompare(b, 'en', { numeric: true })).at(-1);
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
