// cargo-deny is configured.
import { defineRule, pages, type Sight } from '../rule.ts';
import { writeFrom } from '../sight.ts';
import { denyConfig, rootManifest } from '../look/cargo.ts';

export const dependenciesChecked = defineRule({
  id: 'dependencies-checked',
  title: 'What dependencies may be is written down',
  why: 'Most code of a controller is written by others: deny.toml says which sources, licences and advisories are acceptable.',
  group: 'Supply chain',
  severity: 'medium',
  reference: pages.deny,
  profile: 'pedantic',
  advice: 'Add deny.toml, and run cargo deny check.',
  fix: 'safe',
  look: (inventory): readonly Sight[] => {
    const cargo = rootManifest(inventory);
    if (cargo === undefined) return [];
    const file = denyConfig(inventory);
    return [
      {
        state: file === undefined ? 'broken' : 'kept',
        path: file?.path ?? cargo.path,
        line: 1,
        message: 'there is no deny.toml',
        change: writeFrom('deny.toml'),
      },
    ];
  },
});
