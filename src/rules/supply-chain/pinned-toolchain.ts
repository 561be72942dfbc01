// The toolchain is pinned.
import { tomlAt } from '../../formats/toml/toml.ts';
import { defineRule, pages, type Sight } from '../rule.ts';
import { writeFrom } from '../sight.ts';
import { rootManifest } from '../look/cargo.ts';

export const pinnedToolchain = defineRule({
  id: 'pinned-toolchain',
  title: 'The version of Rust is written down',
  why: 'What builds today should build the same tomorrow, and a new compiler should come as a pull request.',
  group: 'Supply chain',
  severity: 'low',
  reference: pages.scorecard,
  profile: 'pedantic',
  advice: 'Add rust-toolchain.toml with a version as channel.',
  decision: 'Everybody who builds here gets this version, which must be at least what your crates need.',
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
        ...(channel === '' ? { change: writeFrom('rust-toolchain.toml') } : {}),
      },
    ];
  },
});
