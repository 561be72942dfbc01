import { isKustomization } from '../../inventory/kustomize/kustomization.ts';
import { parseYaml, type YamlDocument } from '../../formats/yaml/file.ts';
import { read, type Reading } from '../../formats/yaml/read.ts';
import { fieldOf, itemsOf, textOf } from '../../formats/yaml/values.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { readManifest, type Manifest } from '../../inventory/manifests.ts';
import { isShipped } from '../../inventory/shipped.ts';
import { isSecretForm, isSecretName, isSecretValue } from '../look/secret-values.ts';
import { defineRule, type Sight } from '../rule.ts';
import { about, sightAt } from '../sight.ts';
import { keptByWorkloads } from '../look/objects.ts';
import { nameOf } from '../look/place.ts';
import { allSteps, readStep, workflows } from '../look/workflows.ts';

export const secretsKeptElsewhere = defineRule({
  id: 'secrets-kept-elsewhere',
  title: 'No secret is written in the repository',
  why: 'Whoever can read the repository has it, from its history even when it is gone; base64 hides nothing.',
  group: 'Identity',
  severity: 'high',
  reference: 'https://kubernetes.io/docs/concepts/security/secrets-good-practices/',
  profile: 'regular',
  advice: 'Take it out, replace it where it is used, and ship an ExternalSecret or a SealedSecret instead.',
  fix: 'manual',
  look: (inventory) => [
    ...keptByWorkloads(inventory),
    ...inventory.manifests.filter(({ kind, patch }) => kind === 'Secret' && !patch).flatMap(inSecret),
    ...inventory.manifests.filter(({ kind, patch }) => kind === 'ConfigMap' && !patch).flatMap(inConfigMap),
    ...kustomizations(inventory).flatMap(inGenerators),
    ...allSteps(inventory).flatMap((step) => inVariables(step.job.name, readStep(step, 'env'))),
    ...workflows(inventory).flatMap(({ document, jobs }) => [
      ...inVariables('the workflow', read(document, ['env'])),
      ...jobs.flatMap(({ name, keys }) => inVariables(name, read(document, [...keys, 'env']))),
    ]),
  ],
});

/** What many read, and what is no Secret for RBAC: a key that is called so, or a text that is one by its form. */
function inConfigMap(map: Manifest): readonly Sight[] {
  const place = readManifest(map, ['data']);
  const entries = Object.entries({ ...(typeof place.value === 'object' ? place.value : {}) });
  const found = entries.find(
    ([key, value]) => isSecretForm(textOf(value)) || (isSecretName(key) && isSecretValue(textOf(value).trim())),
  );
  return found === undefined
    ? []
    : [
        sightAt(
          readManifest(map, ['data', found[0]]),
          'broken',
          about(nameOf(map), `${found[0]} is written here`, found[0]),
        ),
      ];
}

/** By its form alone: a test needs a database, and a database a password that protects nothing. */
function inVariables(of: string, env: Reading): readonly Sight[] {
  const entries = Object.entries({ ...(typeof env.value === 'object' ? env.value : {}) });
  return entries.flatMap(([name, value]) =>
    isSecretForm(textOf(value)) && !textOf(value).includes('://')
      ? [sightAt(read(env.document, [...env.keys, name]), 'broken', about(of, `${name} is written here`, name))]
      : [],
  );
}

/** A value that a template fills in is nobody's yet. */
function inSecret(secret: Manifest): readonly Sight[] {
  return ['data', 'stringData'].flatMap((key) => {
    const place = readManifest(secret, [key]);
    const entries = Object.entries({ ...(typeof place.value === 'object' ? place.value : {}) });
    const [found] = entries.filter(([, value]) => isSecretValue(plain(textOf(value), key)));
    return found === undefined
      ? []
      : [
          sightAt(
            readManifest(secret, [key, found[0]]),
            'broken',
            about(nameOf(secret), `${found[0]} is written here`, found[0]),
          ),
        ];
  });
}

function plain(value: string, key: string): string {
  return key === 'data' && /^[A-Za-z0-9+/=\s]+$/.test(value) ? Buffer.from(value, 'base64').toString('utf8') : value;
}

function kustomizations({ repository }: Inventory): readonly YamlDocument[] {
  return [...repository.files].flatMap(([path, text]) =>
    isKustomization(path) && isShipped(path) ? parseYaml(path, text).documents.slice(0, 1) : [],
  );
}

function inGenerators(document: YamlDocument): readonly Sight[] {
  const generators = ['secretGenerator', 'configMapGenerator'].flatMap((kind) =>
    itemsOf(read(document, [kind])).map((generator, index) => ({ kind, generator, index })),
  );
  return generators.flatMap(({ kind, generator, index }): readonly Sight[] => {
    const literals = fieldOf(generator, 'literals');
    const found = (Array.isArray(literals) ? literals : []).map(textOf).find((literal) => {
      const value = literal.slice(literal.indexOf('=') + 1);
      return kind === 'secretGenerator' ? isSecretValue(value) : isSecretForm(value);
    });
    if (found === undefined) return [];
    const name = textOf(fieldOf(generator, 'name'));
    const key = found.replace(/=.*$/s, '');
    return [sightAt(read(document, [kind, index]), 'broken', about(`${kind} ${name}`, `${key} is written here`, key))];
  });
}
