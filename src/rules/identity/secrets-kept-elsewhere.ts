import { parseYaml, type YamlDocument, type YamlFile } from '../../formats/yaml/file.ts';
import type { TomlFile } from '../../formats/toml/toml.ts';
import { valueOf, type Key } from '../../formats/yaml/node.ts';
import { read } from '../../formats/yaml/read.ts';
import { fieldOf, itemsOf, textOf } from '../../formats/yaml/values.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { readManifest, type Manifest } from '../../inventory/manifests.ts';
import { isShipped } from '../../inventory/shipped.ts';
import {
  isOrdinary,
  isRandom,
  isSecretForm,
  isSecretName,
  isSecretValue,
  isTokenForm,
  isUnfilled,
  secretInSettings,
} from '../look/secret-values.ts';
import { defineRule, type Sight } from '../rule.ts';
import { about, sightAt } from '../sight.ts';
import { entriesOf, isOnlyOfThisMachine, kubeconfigs } from '../look/kubeconfigs.ts';
import { kustomizationsOf } from '../look/kustomizations.ts';
import { keptByWorkloads } from '../look/objects.ts';
import { nameOf } from '../look/place.ts';
import { isForOthers, secretFiles } from '../look/secret-files.ts';

export const secretsKeptElsewhere = defineRule({
  id: 'secrets-kept-elsewhere',
  title: 'No secret is written in the repository',
  why: 'Anyone who can read the repository has the secret, even after its removal, from the history. base64 hides nothing.',
  group: 'Identity',
  severity: 'high',
  reference: 'https://kubernetes.io/docs/concepts/security/secrets-good-practices/',
  profile: 'regular',
  advice: 'Remove it, rotate it, and ship an ExternalSecret or a SealedSecret instead.',
  fix: 'manual',
  look: (inventory) => [
    ...keptByWorkloads(inventory),
    ...inventory.manifests.filter(({ kind, patch }) => kind === 'Secret' && !patch).flatMap(inSecret),
    ...inventory.manifests.filter(({ kind, patch }) => kind === 'ConfigMap' && !patch).flatMap(inConfigMap),
    ...kustomizationsOf(inventory.repository).flatMap(inGenerators),
    ...[...inventory.toml.values()].flatMap(inCargoConfig),
    ...[...inventory.workflows, ...inventory.actions, ...inventory.pipelines, ...botConfigs(inventory)].flatMap(
      ({ documents }) => documents.flatMap(inPipeline),
    ),
    ...kubeconfigs(inventory).flatMap(inKubeconfig),
    ...secretFiles(inventory.repository),
  ],
});

/**
 * Places that many people read and that are not Secrets: a key with such a name, a text that is a secret by its form, a
 * file with a password.
 */
function inConfigMap(map: Manifest): readonly Sight[] {
  const entries = ['data', 'binaryData'].flatMap((field) =>
    Object.entries({ ...Object(readManifest(map, [field]).value) }).map(([key, value]) => ({
      field,
      key,
      text: plain(textOf(value), field === 'data' ? '' : 'data').trim(),
    })),
  );
  const [found] = entries.flatMap(({ field, key, text }) => {
    const isOne = isSecretForm(text) || (isSecretName(key) && isSecretValue(text));
    const what = isOne ? key : secretInSettings(text);
    return what === undefined ? [] : [{ field, key, what }];
  });
  if (found === undefined) return [];
  const words = found.what === found.key ? found.key : `${found.what} of ${found.key}`;
  const said = about(nameOf(map), `${words} is written here`, found.key);
  return [sightAt(readManifest(map, [found.field, found.key]), 'broken', said)];
}

/** The token of a registry, which cargo reads from a file for one machine. */
function inCargoConfig({ path, entries, text }: TomlFile): readonly Sight[] {
  if (!/(^|\/)\.cargo\/config\.toml$/.test(path)) return [];
  const found = entries.find(
    ({ key, valueStart, end }) =>
      /^registr(?:y|ies)\..*\b(?:token|secret-key)$|^registry\.(?:token|secret-key)$/.test(key) &&
      isSecretValue(text.slice(valueStart, end).replaceAll(/^["']|["']$/g, '')),
  );
  if (found === undefined) return [];
  return [{ state: 'broken', path, line: found.line, ...about('', `${found.key} is written here`, found.key) }];
}

/** A secret in any text of a workflow: variables, inputs, scripts, the credentials for a registry. */
function inPipeline(document: YamlDocument): readonly Sight[] {
  return textsIn(valueOf(document, document.root)).flatMap(({ keys, text }): readonly Sight[] => {
    const name = String(keys.findLast((key) => typeof key === 'string') ?? '');
    const isOne =
      isTokenForm(text) || (isSecretName(name) && isSecretValue(text) && (isRandom(text) || isGiven(keys, text)));
    return isOne
      ? [sightAt(read(document, keys), 'broken', about(placeOf(keys), `${name} is written here`, name))]
      : [];
  });
}

/** The password for a registry or an action, unless it is a word for tests. */
function isGiven(keys: readonly Key[], text: string): boolean {
  const around = keys.at(-2);
  const isOfBot = keys[0] === 'registries';
  return (
    around === 'credentials' ||
    isOfBot ||
    (around === 'with' && !/key/i.test(String(keys.at(-1))) && /^(?=.*[A-Za-z])(?=.*\d)[^\s]{10,}$/.test(text))
  );
}

function botConfigs({ repository: { files } }: Inventory): readonly YamlFile[] {
  const path = ['.github/dependabot.yml', '.github/dependabot.yaml'].find((one) => files.has(one));
  return path === undefined ? [] : [parseYaml(path, files.get(path) ?? '')];
}

/** A token or a key of the person who set up the cluster. In scripts for developers it opens the same cluster. */
function inKubeconfig(document: YamlDocument): readonly Sight[] {
  const { path } = document.file;
  if (!isShipped(path) && (isForOthers.test(path) || isOnlyOfThisMachine(document))) return [];
  return ['token', 'password', 'client-key-data'].flatMap((key) =>
    entriesOf(document, 'users', key)
      .filter(({ reading }) => isSecretValue(textOf(reading.value)))
      .map(({ name, reading }) => sightAt(reading, 'broken', about(name, `${key} is written here`, `${name} ${key}`))),
  );
}

function placeOf(keys: readonly Key[]): string {
  const [first, id] = keys;
  return first === 'jobs' ? `job ${id}` : first === 'runs' ? 'the action' : 'the workflow';
}

interface Placed {
  readonly keys: readonly Key[];
  readonly text: string;
}

function textsIn(value: unknown, keys: readonly Key[] = []): readonly Placed[] {
  if (typeof value === 'string') return [{ keys, text: value }];
  if (Array.isArray(value)) return value.flatMap((one, index) => textsIn(one, [...keys, index]));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => textsIn(one, [...keys, key]));
}

/** A value that a template fills in is not known yet. */
function inSecret(secret: Manifest): readonly Sight[] {
  return ['data', 'stringData'].flatMap((key) => {
    const place = readManifest(secret, [key]);
    const entries = Object.entries({ ...(typeof place.value === 'object' ? place.value : {}) });
    const filled = entries.filter(([, value]) => {
      const text = plain(textOf(value), key);
      return isSecretValue(text) && !isUnfilled(text);
    });
    const isCalled = ([name, value]: (typeof entries)[number]): boolean =>
      (isSecretName(name) && !isCompanion(name)) || isSecretForm(plain(textOf(value), key));
    // Names and addresses are next to a password, often before it. If every password is a placeholder, they are part of
    // a form.
    const isForm = entries.some(isCalled) && !filled.some(isCalled);
    const others = filled.filter(([name]) => !(isForm && isCompanion(name)));
    const found =
      filled.find(isCalled) ?? others.find(([, value]) => !isOrdinary(plain(textOf(value), key))) ?? others[0];
    if (found === undefined) return [];
    const [name, value] = found;
    const said = about(nameOf(secret), `${name} is written here`, name);
    const isLow = !isCalled(found) && isOrdinary(plain(textOf(value), key));
    return [sightAt(readManifest(secret, [key, name]), 'broken', said, isLow ? { severity: 'low' } : {})];
  });
}

/** What a password is for, or where it is valid. */
function isCompanion(name: string): boolean {
  return /(?:^|[_.-])(?:user(?:_?name)?|login|email|host(?:name)?|port|region|endpoint|(?:access_)?key_?id|id|name|database|db|app|env)$/i.test(
    name.replaceAll(/([a-z])([A-Z])/g, '$1_$2').replaceAll('-', '_'),
  );
}

function plain(value: string, key: string): string {
  return key === 'data' && /^[A-Za-z0-9+/=\s]+$/.test(value) ? Buffer.from(value, 'base64').toString('utf8') : value;
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
