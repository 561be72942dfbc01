// The bot watches everything that needs updates.
import { insertLines, lineEnd } from '../../formats/edit.ts';
import type { YamlDocument } from '../../formats/yaml/file.ts';
import { asSeq, columnOf, endOf } from '../../formats/yaml/node.ts';
import { read } from '../../formats/yaml/read.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { defineRule, pages, type Change, type Sight } from '../rule.ts';
import { fieldOf, itemsOf, textOf } from '../../formats/yaml/values.ts';
import { dependabotOf, entriesFor } from '../edit/bot-entries.ts';
import { idleEntries, idleRenovate } from '../look/idle-bots.ts';
import { isWatched, watchedFolders, type Watched } from '../look/watched-folders.ts';

export const botCoversEverything = defineRule({
  id: 'bot-covers-everything',
  title: 'The bot updates crates, actions and images',
  why: 'Dependencies that no bot checks stay at their first version.',
  group: 'Supply chain',
  severity: 'low',
  reference: pages.scorecard,
  profile: 'regular',
  advice: 'Add cargo, github-actions and docker to .github/dependabot.yml, with every folder that has them.',
  fix: 'safe',
  look: (inventory): readonly Sight[] => {
    const document = dependabotOf(inventory);
    if (document === undefined) return idleRenovate(inventory);
    const missing = missingIn(document, inventory);
    const updates = read(document, ['updates']);
    const { path } = document.file;
    return [
      {
        state: missing.size === 0 ? 'kept' : 'broken',
        path,
        line: updates.line,
        message: `does not look at ${[...missing].map(shown).join(', ')}`,
        change: (reference) => addMissing(document, missing, { reference, inventory }),
      },
      ...idleEntries(document),
      ...idleRenovate(inventory),
    ];
  },
});

/** The toolchain has a rule of its own. */
function missingIn(document: YamlDocument, inventory: Inventory): Watched {
  const entries = itemsOf(read(document, ['updates']));
  const covered = (ecosystem: string): readonly string[] => {
    const named = entries.filter((one) => textOf(fieldOf(one, 'package-ecosystem')) === ecosystem).flatMap(foldersOf);
    return ecosystem === 'github-actions' ? [...named, ...rootsAmong(named, inventory)] : named;
  };
  return new Map(
    [...watchedFolders(inventory)].flatMap(([ecosystem, folders]) => {
      const open = folders.filter((folder) => !isWatched(folder, covered(ecosystem)));
      return open.length === 0 || ecosystem === 'rust-toolchain' ? [] : [[ecosystem, open] as const];
    }),
  );
}

/**
 * For actions, `/` means the workflows and an action at the root. The folder of the workflows does as much where no action
 * is at the root: a second entry would propose each update twice.
 *
 * @see https://docs.github.com/en/code-security/dependabot/working-with-dependabot/dependabot-options-reference#directories-or-directory--
 */
function rootsAmong(named: readonly string[], { repository }: Inventory): readonly string[] {
  const hasAction = ['action.yml', 'action.yaml'].some((path) => repository.files.has(path));
  return hasAction ? [] : named.flatMap((one) => (/^\/?\.github\/workflows\/?$/.test(one) ? ['/'] : []));
}

function foldersOf(entry: unknown): readonly string[] {
  const list = fieldOf(entry, 'directories');
  return Array.isArray(list) ? list.map(textOf) : [textOf(fieldOf(entry, 'directory')) || '/'];
}

function shown([ecosystem, folders]: readonly [string, readonly string[]]): string {
  const only = folders.length === 1 && folders[0] === '/';
  return only ? ecosystem : `${ecosystem} in ${folders.join(' and ')}`;
}

/** The entries of the reference, at the column of the present list. */
function addMissing(
  document: YamlDocument,
  missing: Watched,
  both: { readonly reference: Inventory; readonly inventory: Inventory },
): Change | undefined {
  const { path, text } = document.file;
  const seq = asSeq(read(document, ['updates']).node);
  if (seq === undefined || seq.flow === true || seq.items.length === 0) return undefined;
  const entries = entriesFor(missing, both, columnOf(document, seq));
  if (entries === undefined) return undefined;
  return { path, edits: [insertLines(text, lineEnd(text, endOf(document, seq)), entries.join('\n'))] };
}
