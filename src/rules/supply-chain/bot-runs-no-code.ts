// The update bot runs no code of the dependencies that it updates.
import { parseYaml } from '../../formats/yaml/file.ts';
import { read } from '../../formats/yaml/read.ts';
import { fieldOf, itemsOf, textOf } from '../../formats/yaml/values.ts';
import { defineRule, type Sight } from '../rule.ts';
import { about, sightAt } from '../sight.ts';

export const botRunsNoCode = defineRule({
  id: 'bot-runs-no-code',
  title: 'The update bot runs no code of dependencies',
  why: 'It has the tokens of private registries. The manifest of a new version could read them before anybody looks at it.',
  group: 'Supply chain',
  severity: 'high',
  reference:
    'https://docs.github.com/en/code-security/dependabot/working-with-dependabot/dependabot-options-reference#insecure-external-code-execution--',
  profile: 'regular',
  advice: 'Remove insecure-external-code-execution.',
  fix: 'manual',
  look: ({ repository }): readonly Sight[] => {
    const path = ['.github/dependabot.yml', '.github/dependabot.yaml'].find((one) => repository.files.has(one));
    const document = path === undefined ? undefined : parseYaml(path, repository.files.get(path) ?? '').documents[0];
    if (document === undefined) return [];
    return itemsOf(read(document, ['updates'])).map((item, index) => {
      const reading = read(document, ['updates', index, 'insecure-external-code-execution']);
      const ecosystem = textOf(fieldOf(item, 'package-ecosystem'));
      const said = about(ecosystem, 'insecure-external-code-execution is allow', `${index} ${ecosystem}`);
      return sightAt(reading, textOf(reading.value) === 'allow' ? 'broken' : 'kept', said);
    });
  },
});
