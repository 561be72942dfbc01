import { defineRule, pages, type Sight } from '../rule.ts';
import { rootManifest } from '../look/cargo.ts';
import { tomlAt } from '../../formats/toml/toml.ts';

export const licensed = defineRule({
  id: 'licensed',
  title: 'The repository has a licence',
  why: 'Without a licence nobody may build their own fix, and cargo-deny refuses the crate.',
  group: 'Documents',
  severity: 'low',
  reference: pages.scorecard,
  profile: 'pedantic',
  advice: 'Add LICENSE.',
  fix: 'manual',
  look: (inventory): readonly Sight[] => {
    const cargo = rootManifest(inventory);
    if (cargo === undefined) return [];
    const path = [...inventory.repository.files.keys()].find((one) =>
      /^((LICEN[CS]E|COPYING|UNLICENSE)([.-].*)?|LICENSES\/.+)$/i.test(one),
    );
    const kept = path !== undefined || tomlAt(cargo.value, 'package', 'publish') === false;
    return [{ state: kept ? 'kept' : 'broken', path: path ?? cargo.path, line: 1, message: 'there is no LICENSE' }];
  },
});
