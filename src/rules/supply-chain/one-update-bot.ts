// A bot proposes updates.
import type { Inventory } from '../../inventory/inventory.ts';
import { dependabotFor, dependabotOf } from '../edit/bot-entries.ts';
import { defineRule, pages, type Change, type Sight } from '../rule.ts';
import { writeFrom } from '../sight.ts';
import { rootManifest } from '../look/cargo.ts';
import { updateBots } from '../look/update-bots.ts';
import { watchedFolders } from '../look/watched-folders.ts';

export const oneUpdateBot = defineRule({
  id: 'one-update-bot',
  title: 'One bot proposes updates',
  why: 'Nobody takes a fix that no bot proposes, and people ignore two bots that conflict.',
  group: 'Supply chain',
  severity: 'medium',
  reference: pages.kube,
  profile: 'regular',
  advice: 'Add .github/dependabot.yml or renovate.json, not both.',
  fix: 'safe',
  look: (inventory): readonly Sight[] => {
    const cargo = rootManifest(inventory);
    if (cargo === undefined) return [];
    const bots = updateBots(inventory);
    const [first] = bots;
    if (first === undefined)
      return [
        {
          state: 'broken',
          path: cargo.path,
          line: 1,
          message: 'no bot keeps the dependencies up to date',
          change: (reference) => write(reference, inventory),
        },
      ];
    return [
      {
        state: bots.length === 1 ? 'kept' : 'broken',
        path: first,
        line: 1,
        message: `${bots.join(' and ')} propose the same updates`,
        severity: 'low',
        fix: 'manual',
      },
    ];
  },
});

/** Renovate finds its files by itself; Dependabot needs an entry for every folder. */
function write(reference: Inventory, inventory: Inventory): Change | undefined {
  if (dependabotOf(reference) === undefined) return writeFrom('renovate.json')(reference);
  const text = dependabotFor(watchedFolders(inventory), reference, inventory);
  return text === undefined ? undefined : { path: '.github/dependabot.yml', write: text };
}
