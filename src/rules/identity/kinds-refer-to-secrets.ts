// A kind of the repository refers to Secrets, and has no field for a password itself.
import { fieldOf, itemsOf } from '../../formats/yaml/values.ts';
import type { Key } from '../../formats/yaml/node.ts';
import { readManifest, type Manifest } from '../../inventory/manifests.ts';
import { defineRule, type Sight } from '../rule.ts';
import { about, sightAt, unknownAt } from '../sight.ts';
import { keptByWorkloads, ofKind } from '../look/objects.ts';
import { nameOf } from '../look/place.ts';

export const kindsReferToSecrets = defineRule({
  id: 'kinds-refer-to-secrets',
  title: 'A custom resource refers to a Secret for its credentials',
  why: 'Roles for reading custom resources are given to many users and tools, and etcd encrypts only the kinds that its configuration names. A password in such an object is also in its backups and in the Git repository that it comes from.',
  group: 'Identity',
  severity: 'medium',
  reference: 'https://kubernetes.io/docs/concepts/security/secrets-good-practices/',
  profile: 'regular',
  advice: 'Replace the field by the name and the key of a Secret, and read that Secret.',
  fix: 'manual',
  look: (inventory) => [
    ...keptByWorkloads(inventory),
    ...ofKind(inventory.manifests, /^CustomResourceDefinition$/).flatMap(judge),
  ],
});

/** Only names that mean the credential itself: a `secretKey` is often the key in a Secret, and a passphrase of a network is public. */
const credential =
  /^(?:\w+_)?(?:password|token|api_?key|private_?key|client_?secret|secret_?access_?key)$|^(?:apiKey|privateKey|clientSecret|secretAccessKey|[a-z]\w*(?:Password|ApiKey|ClientSecret))$/;
/** A field with such a name below one of these is a length of time, or what was granted. */
const other = /duration|ttl|timeout|lifetime|expir/i;
const deepest = 24;

function judge(manifest: Manifest): readonly Sight[] {
  const versions = readManifest(manifest, ['spec', 'versions']);
  if (versions.state === 'unknown') return [unknownAt(versions, nameOf(manifest), 'versions')];
  const [first] = itemsOf(versions).flatMap((version, index) => {
    const keys = ['spec', 'versions', index, 'schema', 'openAPIV3Schema', 'properties', 'spec'];
    return fieldsIn(fieldOf(version, 'schema', 'openAPIV3Schema', 'properties', 'spec'), { keys, path: ['spec'] });
  });
  if (first === undefined) return [sightAt(readManifest(manifest, ['kind']), 'kept', nameOf(manifest))];
  const { keys, path, hasReference } = first;
  const said = about(nameOf(manifest), `${path.join('.')} holds a credential in clear text`, path.join('.'));
  const place = readManifest(manifest, keys);
  return [sightAt(place, 'broken', said, hasReference ? { severity: 'low' } : {})];
}

interface Place {
  readonly keys: readonly Key[];
  readonly path: readonly string[];
}

interface Field extends Place {
  /** Whether a field next to it takes a reference to a Secret instead. */
  readonly hasReference: boolean;
}

function fieldsIn(schema: unknown, { keys, path }: Place): readonly Field[] {
  if (path.length > deepest) return [];
  const inner = ['items', 'additionalProperties'].flatMap((key) => {
    const below = fieldOf(schema, key);
    return typeof below === 'object' ? fieldsIn(below, { keys: [...keys, key], path }) : [];
  });
  const properties = fieldOf(schema, 'properties');
  const all = typeof properties === 'object' && properties !== null ? Object.entries(properties) : [];
  const hasReference = all.some(([name]) => /secret/i.test(name) && !credential.test(name));
  const own = all.flatMap(([name, property]): readonly Field[] => {
    const at = { keys: [...keys, 'properties', name], path: [...path, name] };
    const isCredential =
      fieldOf(property, 'type') === 'string' && credential.test(name) && !other.test(path.at(-1) ?? '');
    return [...(isCredential ? [{ ...at, hasReference }] : []), ...fieldsIn(property, at)];
  });
  return [...own, ...inner];
}
