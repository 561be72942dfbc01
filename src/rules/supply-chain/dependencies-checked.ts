// cargo-deny is configured.
import type { Inventory } from '../../inventory/inventory.ts';
import { denyConfigFor } from '../edit/deny-config.ts';
import { defineRule, pages, type Change, type Sight } from '../rule.ts';
import { denyConfig, rootManifest } from '../look/cargo.ts';

export const dependenciesChecked = defineRule({
  id: 'dependencies-checked',
  title: 'A file says which dependencies are allowed',
  why: 'Others wrote most code of a controller. deny.toml says which sources, licences and advisories are acceptable.',
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
        change: (reference) => write(reference, inventory),
      },
    ];
  },
});

/** Next to the manifest at the root of the workspace, where cargo-deny looks for it. */
function write(reference: Inventory, inventory: Inventory): Change | undefined {
  const model = denyConfig(reference);
  if (model === undefined) return undefined;
  const path = rootManifest(inventory)?.path.replace(/Cargo\.toml$/, 'deny.toml') ?? 'deny.toml';
  const made = denyConfigFor(model.text, inventory);
  return 'refused' in made ? { path, ...made } : { path, write: made.text };
}
