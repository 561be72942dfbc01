// Configurations of the bots that propose updates.
import type { Inventory } from '../../inventory/inventory.ts';

const known = [
  '.github/dependabot.yml',
  '.github/dependabot.yaml',
  'renovate.json',
  'renovate.json5',
  '.renovaterc',
  '.renovaterc.json',
  '.github/renovate.json',
  '.github/renovate.json5',
  '.gitlab/renovate.json',
];

export function updateBots({ repository }: Inventory): readonly string[] {
  return known.filter((path) => repository.files.has(path));
}
