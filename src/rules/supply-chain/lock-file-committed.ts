// Cargo.lock is committed.
import { tomlAt } from '../../formats/toml/toml.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { defineRule, pages, type Sight } from '../rule.ts';
import { rootManifest } from '../look/cargo.ts';
import { exists } from '../../repo/repository.ts';

export const lockFileCommitted = defineRule({
  id: 'lock-file-committed',
  title: 'The versions that were tested are the versions that are built',
  why: 'Without Cargo.lock every build takes the newest versions, even a malicious one from this morning.',
  group: 'Supply chain',
  severity: 'high',
  reference: pages.scorecard,
  profile: 'regular',
  advice: 'Take Cargo.lock out of .gitignore and commit it.',
  fix: 'manual',
  look: (inventory): readonly Sight[] => {
    const cargo = rootManifest(inventory);
    if (cargo === undefined) return [];
    const there = exists(inventory.repository, cargo.path.replace(/Cargo\.toml$/, 'Cargo.lock'));
    return [
      {
        state: there ? 'kept' : 'broken',
        path: cargo.path,
        line: 1,
        message: 'there is no Cargo.lock next to it',
        severity: isLibrary(inventory) ? 'low' : 'high',
      },
    ];
  },
});

/** A program that uses a library takes the versions from its own lock. */
function isLibrary({ toml, repository }: Inventory): boolean {
  const hasProgram = [...repository.files.keys()].some((path) => /(^|\/)src\/(main\.rs|bin\/)/.test(path));
  return !hasProgram && ![...toml.values()].some(({ value }) => tomlAt(value, 'bin') !== undefined);
}
