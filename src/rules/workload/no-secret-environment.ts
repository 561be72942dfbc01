// Secrets are files, not environment variables.
import { readManifest } from '../../inventory/manifests.ts';
import { defineRule, pages, type Sight } from '../rule.ts';
import { fieldOf, itemsOf, textOf } from '../../formats/yaml/values.ts';
import { about, sightAt } from '../sight.ts';
import { isSecretForm, isSecretName, isSecretValue } from '../look/secret-values.ts';
import { nameOfContainer } from '../look/place.ts';
import type { Container } from '../../inventory/workloads.ts';

export const noSecretEnvironment = defineRule({
  id: 'no-secret-environment',
  title: 'No secret is in the environment',
  why: 'The environment is inherited by every child process, shown by debuggers and crash reports, and never rotates.',
  group: 'Workload',
  severity: 'medium',
  reference: pages.nsa,
  profile: 'regular',
  advice: 'Mount the Secret as a read-only file, and read it again when it changes.',
  fix: 'manual',
  look: ({ workloads }) => workloads.flatMap(({ containers }) => containers.map(judge)),
});

function judge(container: Container): Sight {
  const { workload, keys } = container;
  const of = nameOfContainer(container);
  const env = readManifest(workload.manifest, [...keys, 'env']);
  const from = readManifest(workload.manifest, [...keys, 'envFrom']);
  const index = itemsOf(env).findIndex(
    (one) => fieldOf(one, 'valueFrom', 'secretKeyRef') !== undefined || isLiteralSecret(one),
  );
  const all = itemsOf(from).findIndex((one) => fieldOf(one, 'secretRef') !== undefined);
  if (index !== -1) {
    const place = readManifest(workload.manifest, [...keys, 'env', index]);
    const literal = isLiteralSecret(place.value);
    return sightAt(
      place,
      'broken',
      about(
        of,
        `${textOf(fieldOf(place.value, 'name'))} ${literal ? 'holds a secret in clear text' : 'comes from a Secret'}`,
        textOf(fieldOf(place.value, 'name')),
      ),
      literal ? { severity: 'critical' } : {},
    );
  }
  if (all !== -1)
    return sightAt(
      readManifest(workload.manifest, [...keys, 'envFrom', all]),
      'broken',
      about(of, 'every key of a Secret becomes a variable', 'envFrom'),
    );
  return env.state === 'unknown'
    ? sightAt(env, 'unknown', about(of, `its environment cannot be judged (${env.why ?? ''})`))
    : sightAt(env, 'kept', of);
}

function isLiteralSecret(variable: unknown): boolean {
  const value = textOf(fieldOf(variable, 'value'));
  return isSecretForm(value) || (isSecretName(textOf(fieldOf(variable, 'name'))) && isSecretValue(value));
}
