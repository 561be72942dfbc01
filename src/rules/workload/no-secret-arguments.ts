import { fieldOf, itemsOf, textOf } from '../../formats/yaml/values.ts';
import { readManifest } from '../../inventory/manifests.ts';
import type { Container } from '../../inventory/workloads.ts';
import { defineRule, pages, type Sight } from '../rule.ts';
import { about, sightAt } from '../sight.ts';
import { nameOfContainer } from '../look/place.ts';
import { EACH, unreadOn } from '../look/readings-at.ts';
import { isSecretForm, isSecretName, isSecretValue } from '../look/secret-values.ts';

export const noSecretArguments = defineRule({
  id: 'no-secret-arguments',
  title: 'No secret is an argument of a process',
  why: 'Arguments are visible in the manifest, in the process list of the node and in its logs.',
  group: 'Workload',
  severity: 'high',
  reference: pages.nsa,
  profile: 'regular',
  advice: 'Mount the Secret as a file, and give the program its path.',
  fix: 'manual',
  look: ({ workloads }) => workloads.flatMap(({ containers }) => containers.map(judge)),
});

function judge(container: Container): Sight {
  const { manifest } = container.workload;
  const of = nameOfContainer(container);
  const fromSecrets = itemsOf(readManifest(manifest, [...container.keys, 'env']))
    .filter((one) => fieldOf(one, 'valueFrom', 'secretKeyRef') !== undefined)
    .map((one) => textOf(fieldOf(one, 'name')));
  for (const key of ['args', 'command']) {
    const list = readManifest(manifest, [...container.keys, key]);
    const words = itemsOf(list).map(textOf);
    const found = words.findIndex((word, index) => isSecret(word, words[index - 1] ?? '', fromSecrets));
    if (found !== -1) {
      const name =
        (/^--?[\w.-]+/.exec(words[found] ?? '') ?? /^--?[\w.-]+/.exec(words[found - 1] ?? ''))?.[0] ??
        `${key} ${found}`;
      return sightAt(
        readManifest(manifest, [...container.keys, key, found]),
        'broken',
        about(of, `${name} passes a secret`, name),
      );
    }
  }
  const [unread] = ['args', 'command'].flatMap((key) => unreadOn(manifest, [...container.keys, key, EACH], of));
  return unread ?? sightAt(readManifest(manifest, ['kind']), 'kept', of);
}

/** `--token=abc`, `--token` `abc`, a variable from a Secret, or a text that is a secret by its form. */
function isSecret(word: string, before: string, fromSecrets: readonly string[]): boolean {
  const [, flag, value = ''] = /^--?([\w.-]+)=(.*)$/s.exec(word) ?? [];
  const [, alone] = /^--?([\w.-]+)$/.exec(before) ?? [];
  return (
    isSecretForm(word) ||
    fromSecrets.some((name) => word.includes(`$(${name})`)) ||
    (flag !== undefined && isSecretName(flag) && isSecretValue(value)) ||
    (alone !== undefined && isSecretName(alone) && !word.startsWith('-') && isSecretValue(word))
  );
}
