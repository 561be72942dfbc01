// The bot waits before it proposes a new version.
import { parseYaml } from '../../formats/yaml/file.ts';
import { setAt } from '../../formats/yaml/edit.ts';
import { isRefusal } from '../../formats/edit.ts';
import { read } from '../../formats/yaml/read.ts';
import { defineRule, pages, type Sight } from '../rule.ts';
import { fieldOf, itemsOf, textOf } from '../../formats/yaml/values.ts';
import { sightAt } from '../sight.ts';

export const updatesCoolDown = defineRule({
  id: 'updates-cool-down',
  title: 'The bot waits some days before it proposes a version',
  why: 'Most malicious versions are found within days. Security updates do not wait.',
  group: 'Supply chain',
  severity: 'low',
  reference: pages.scorecard,
  profile: 'pedantic',
  advice: 'Set cooldown.default-days: 7 for each ecosystem.',
  decision: 'Someone chose this number of days.',
  fix: 'safe',
  look: ({ repository }): readonly Sight[] => {
    const path = ['.github/dependabot.yml', '.github/dependabot.yaml'].find((one) => repository.files.has(one));
    const document = path === undefined ? undefined : parseYaml(path, repository.files.get(path) ?? '').documents[0];
    if (path === undefined || document === undefined) return [];
    return itemsOf(read(document, ['updates'])).map((item, index) => {
      const reading = read(document, ['updates', index, 'cooldown', 'default-days']);
      const days = Number(fieldOf(item, 'cooldown', 'default-days') ?? 0);
      return sightAt(
        reading,
        days >= 7 ? 'kept' : 'broken',
        `${textOf(fieldOf(item, 'package-ecosystem'))} waits ${days} days`,
        {
          fix: reading.state === 'absent' ? 'safe' : 'ask',
          change: () => {
            const edits = setAt(document, ['updates', index, 'cooldown', 'default-days'], 7);
            return isRefusal(edits) ? { path, refused: edits.refused } : { path, edits };
          },
        },
      );
    });
  },
});
