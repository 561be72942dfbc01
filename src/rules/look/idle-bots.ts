// Bots that are configured, and leave out what needs updates.
import { parseYaml, type YamlDocument } from '../../formats/yaml/file.ts';
import type { Key } from '../../formats/yaml/node.ts';
import { read } from '../../formats/yaml/read.ts';
import { fieldOf, itemsOf, textOf } from '../../formats/yaml/values.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { Sight } from '../rule.ts';
import { about, sightAt } from '../sight.ts';
import { updateBots } from './update-bots.ts';
import { watchedFolders } from './watched-folders.ts';

/** Entries of Dependabot that ignore every dependency: with `versions` or `update-types` they ignore some updates only. */
export function idleEntries(document: YamlDocument): readonly Sight[] {
  return itemsOf(read(document, ['updates'])).flatMap((entry, index) => {
    const all = itemsOf(read(document, ['updates', index, 'ignore'])).findIndex(
      (one) =>
        textOf(fieldOf(one, 'dependency-name')) === '*' &&
        fieldOf(one, 'versions') === undefined &&
        fieldOf(one, 'update-types') === undefined,
    );
    const ecosystem = textOf(fieldOf(entry, 'package-ecosystem'));
    if (all === -1) return [];
    const said = about(ecosystem, 'the bot ignores every dependency', `${ecosystem} ignores all`);
    return [
      sightAt(read(document, ['updates', index, 'ignore', all]), 'broken', said, { severity: 'medium', fix: 'manual' }),
    ];
  });
}

/** Renovate's managers, by Dependabot's names of the ecosystems. */
const managers: ReadonlyMap<string, string> = new Map([
  ['cargo', 'cargo'],
  ['docker', 'dockerfile'],
  ['github-actions', 'github-actions'],
]);

/** What the configuration of Renovate turns off. A file with comments is read as far as YAML allows. */
export function idleRenovate(inventory: Inventory): readonly Sight[] {
  const path = updateBots(inventory).find((one) => /renovate/.test(one));
  const text = path === undefined ? undefined : inventory.repository.files.get(path);
  if (path === undefined || text === undefined) return [];
  const [document] = parseYaml(path, text.replace(/^[ \t]*\/\/.*$/gm, '')).documents;
  if (document === undefined) return [];
  const off = (keys: readonly Key[], message: string, what: string): Sight =>
    sightAt(read(document, keys), 'broken', about('', message, what), { severity: 'medium', fix: 'manual' });
  if (read(document, ['enabled']).value === false) return [off(['enabled'], 'the bot is turned off', 'enabled')];
  const needed = [...watchedFolders(inventory).keys()].flatMap((name) => managers.get(name) ?? []);
  return needed.flatMap((manager) => {
    const keys = turnedOff(document, manager);
    return keys === undefined ? [] : [off(keys, `the bot does not look at ${manager}`, manager)];
  });
}

/** Where a manager is turned off: for all of its packages, whatever their names. */
function turnedOff(document: YamlDocument, manager: string): readonly Key[] | undefined {
  const only = itemsOf(read(document, ['enabledManagers'])).map(textOf);
  if (only.length > 0 && !only.includes(manager)) return ['enabledManagers'];
  if (read(document, [manager, 'enabled']).value === false) return [manager, 'enabled'];
  const index = itemsOf(read(document, ['packageRules'])).findIndex((rule) => isOffFor(rule, manager));
  return index === -1 ? undefined : ['packageRules', index, 'enabled'];
}

function isOffFor(rule: unknown, manager: string): boolean {
  if (fieldOf(rule, 'enabled') !== false || typeof rule !== 'object' || rule === null) return false;
  const narrowing = Object.keys(rule).filter((key) => /^(?:match|exclude)/.test(key));
  return narrowing.every((key) => {
    const value = fieldOf(rule, key);
    const list = Array.isArray(value) ? value.map(textOf) : [];
    if (key === 'matchManagers') return list.includes(manager);
    return (
      /^match(?:PackageNames|PackagePatterns|DepNames|DepPatterns)$/.test(key) &&
      list.some((one) => /^\.?\*$/.test(one))
    );
  });
}
