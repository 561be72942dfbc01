// Secrets are files, not environment variables.
import { readManifest } from '../../inventory/manifests.ts';
import { defineRule, pages, type Sight } from '../rule.ts';
import { fieldOf, itemsOf, textOf } from '../../formats/yaml/values.ts';
import { about, sightAt } from '../sight.ts';
import { isSecretForm, isSecretName, isSecretValue } from '../look/secret-values.ts';
import { secretsNamed } from '../look/secret-names.ts';
import { nameOfContainer } from '../look/place.ts';
import { EACH, unreadOn } from '../look/readings-at.ts';
import type { Container } from '../../inventory/workloads.ts';

export const noSecretEnvironment = defineRule({
  id: 'no-secret-environment',
  title: 'No secret is in the environment',
  why: 'Every child process inherits the environment, debuggers and crash reports show it, and it never rotates.',
  group: 'Workload',
  severity: 'medium',
  reference: pages.nsa,
  profile: 'regular',
  advice: 'Mount the Secret as a read-only file, and read it again when it changes.',
  fix: 'manual',
  look: (inventory) =>
    inventory.workloads.flatMap(({ containers }) =>
      containers.map((container) => judge(container, secretsNamed(inventory))),
    ),
});

function judge(container: Container, secrets: ReadonlySet<string>): Sight {
  const { workload, keys } = container;
  const of = nameOfContainer(container);
  const env = readManifest(workload.manifest, [...keys, 'env']);
  const from = readManifest(workload.manifest, [...keys, 'envFrom']);
  const variables = itemsOf(env);
  const literal = variables.findIndex((one) => isLiteralSecret(one, variables, secrets));
  const index = literal === -1 ? variables.findIndex(isFromSecret) : literal;
  const all = itemsOf(from).findIndex((one) => fieldOf(one, 'secretRef') !== undefined);
  if (index !== -1 && (literal !== -1 || all === -1)) {
    const place = readManifest(workload.manifest, [...keys, 'env', index]);
    const name = textOf(fieldOf(place.value, 'name'));
    const words = literal === -1 ? 'comes from a Secret' : 'holds a secret in clear text';
    return sightAt(place, 'broken', about(of, `${name} ${words}`, name), {
      severity: literal === -1 ? 'low' : 'critical',
    });
  }
  if (all !== -1)
    return sightAt(
      readManifest(workload.manifest, [...keys, 'envFrom', all]),
      'broken',
      about(of, 'every key of a Secret becomes a variable', 'envFrom'),
    );
  const [unread] = ['env', 'envFrom'].flatMap((key) => unreadOn(workload.manifest, [...keys, key, EACH], of));
  return unread ?? sightAt(env, 'kept', of);
}

/** Most programs are configured by one named key: a second line of defence. */
function isFromSecret(variable: unknown): boolean {
  return fieldOf(variable, 'valueFrom', 'secretKeyRef') !== undefined;
}

function isLiteralSecret(variable: unknown, all: readonly unknown[], secrets: ReadonlySet<string>): boolean {
  const name = textOf(fieldOf(variable, 'name'));
  const value = textOf(fieldOf(variable, 'value'));
  const isOne = isSecretName(name) && isSecretValue(value) && !isKeyOfSecret(name, value, all);
  return isSecretForm(value) || (isOne && !secrets.has(value));
}

/** `SIGNING_SECRET_KEY: signing-key` next to `SIGNING_SECRET_NAME` names a key of a Secret. */
function isKeyOfSecret(name: string, value: string, all: readonly unknown[]): boolean {
  const sibling = name.replace(/KEY$/i, (key) => (key === 'KEY' ? 'NAME' : 'name'));
  return (
    sibling !== name &&
    /^[a-z]+(?:[-_.][a-z]+)*$/.test(value) &&
    all.some((one) => textOf(fieldOf(one, 'name')) === sibling)
  );
}
