// The toolchain is pinned.
import { tomlAt } from '../../formats/toml/toml.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { defineRule, pages, type Change, type Sight } from '../rule.ts';
import { rootManifest } from '../look/cargo.ts';

export const pinnedToolchain = defineRule({
  id: 'pinned-toolchain',
  title: 'A file sets the version of Rust',
  why: 'The same source should build the same tomorrow, and a new compiler should come as a pull request.',
  group: 'Supply chain',
  severity: 'low',
  reference: pages.scorecard,
  profile: 'pedantic',
  advice: 'Add rust-toolchain.toml with a version as channel.',
  decision: 'Everyone who builds here gets this version. It must not be older than your crates need.',
  fix: 'ask',
  look: (inventory): readonly Sight[] => {
    const cargo = rootManifest(inventory);
    if (cargo === undefined) return [];
    const file = inventory.toml.get('rust-toolchain.toml');
    const old = inventory.repository.files.get('rust-toolchain');
    const channel = String(tomlAt(file?.value, 'toolchain', 'channel') ?? old?.trim() ?? '');
    const pinned = /^(\d+\.\d+(\.\d+)?|nightly-\d{4}-\d{2}-\d{2})/.test(channel) || /channel\s*=\s*"\d/.test(old ?? '');
    return [
      {
        state: pinned ? 'kept' : 'broken',
        path: file?.path ?? cargo.path,
        line: 1,
        message: channel === '' ? 'there is no rust-toolchain.toml' : `the toolchain is ${channel}`,
        ...(channel === '' ? { change: (reference) => toolchainFor(inventory, reference) } : {}),
      },
    ];
  },
});

const path = 'rust-toolchain.toml';

/**
 * The newest version with which the repository builds already, else that of the reference; never older than a crate
 * requires.
 */
function toolchainFor(inventory: Inventory, reference: Inventory): Change | undefined {
  const model = reference.repository.files.get(path);
  const known = /channel = "([\d.]+)"/.exec(model ?? '')?.[1];
  if (model === undefined || known === undefined) return undefined;
  const version = newestOf(usedIn(inventory)) ?? known;
  const least = newestOf(
    [...inventory.toml.values()].map(({ value }) => tomlAt(value, 'package', 'rust-version')).map(String),
  );
  if (least !== undefined && newestOf([least, version]) !== version && !version.startsWith(`${least}.`))
    return { path, refused: `a crate needs Rust ${least}, and ${version} is the newest that this version knows` };
  return { path, write: model.replace(known, version) };
}

/** `FROM rust:1.90.1-slim`, `dtolnay/rust-toolchain@1.90`, `toolchain: 1.90.1`. */
function usedIn({ dockerfiles, workflows }: Inventory): readonly string[] {
  const images = dockerfiles.flatMap(({ stages }) => stages.map(({ resolved }) => resolved));
  const texts = workflows.map(({ text }) => text);
  return [
    ...images.flatMap((image) => /(?:^|\/)rust:(\d+\.\d+(?:\.\d+)?)/.exec(image)?.[1] ?? []),
    ...texts.flatMap((text) =>
      [...text.matchAll(/(?:rust-toolchain@|toolchain:[^\S\n]*["']?)(\d+\.\d+(?:\.\d+)?)/g)].map(([, one = '']) => one),
    ),
  ];
}

function newestOf(versions: readonly string[]): string | undefined {
  return versions
    .filter((one) => /^\d+\.\d+(\.\d+)?$/.test(one))
    .sort((a, b) => b.localeCompare(a, 'en', { numeric: true }))[0];
}
