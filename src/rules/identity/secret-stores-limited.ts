// A store of secrets for the whole cluster names who may read it, and a ReferenceGrant what may be read.
import { fieldOf, itemsOf, textOf } from '../../formats/yaml/values.ts';
import { readManifest, type Manifest } from '../../inventory/manifests.ts';
import { defineRule, type Sight } from '../rule.ts';
import { about, sightAt } from '../sight.ts';
import { keptByWorkloads, ofKind } from '../look/objects.ts';
import { nameOf } from '../look/place.ts';
import { EACH, unreadOn } from '../look/readings-at.ts';

export const secretStoresLimited = defineRule({
  id: 'secret-stores-limited',
  title: 'Secrets are open to other namespaces only by name',
  why: 'Otherwise anyone who may write an ExternalSecret in any namespace can read every secret of the store. A ReferenceGrant for Secrets without a name opens every Secret of its namespace.',
  group: 'Identity',
  severity: 'medium',
  reference: 'https://external-secrets.io/latest/guides/security-best-practices/',
  profile: 'regular',
  advice:
    'Use a SecretStore in the namespace, or list namespaces in conditions (allowedNamespaces for Vault). Name the Secret in a ReferenceGrant.',
  fix: 'manual',
  look: (inventory) => [
    ...keptByWorkloads(inventory),
    ...ofKind(inventory.manifests, /^ClusterSecretStore$/)
      .filter(({ apiVersion }) => apiVersion.startsWith('external-secrets.io/'))
      .map(ofExternalSecrets),
    ...ofKind(inventory.manifests, /^VaultAuth(?:Global)?$/)
      .filter(({ apiVersion }) => apiVersion.startsWith('secrets.hashicorp.com/'))
      .flatMap(ofVault),
    ...ofKind(inventory.manifests, /^ReferenceGrant$/)
      .filter(({ apiVersion }) => apiVersion.startsWith('gateway.networking.k8s.io/'))
      .flatMap(ofGateways),
  ],
});

function ofExternalSecrets(manifest: Manifest): Sight {
  const conditions = readManifest(manifest, ['spec', 'conditions']);
  const isOpen = conditions.state === 'absent' || (conditions.state === 'present' && itemsOf(conditions).length === 0);
  const said = about(nameOf(manifest), 'every namespace may read from it', 'conditions');
  return sightAt(conditions, isOpen ? 'broken' : 'kept', said);
}

/** Without the list only its own namespace may use it. */
function ofVault(manifest: Manifest): readonly Sight[] {
  const unread = unreadOn(manifest, ['spec', 'allowedNamespaces', EACH], nameOf(manifest));
  const allowed = readManifest(manifest, ['spec', 'allowedNamespaces']);
  const isOpen = itemsOf(allowed).map(textOf).includes('*');
  const said = about(nameOf(manifest), 'every namespace may read with it', 'allowedNamespaces');
  return unread.length > 0 ? unread : [sightAt(allowed, isOpen ? 'broken' : 'kept', said)];
}

/** @see https://gateway-api.sigs.k8s.io/api-types/referencegrant/ */
function ofGateways(manifest: Manifest): readonly Sight[] {
  const unread = unreadOn(manifest, ['spec', 'to', EACH], nameOf(manifest));
  const to = itemsOf(readManifest(manifest, ['spec', 'to']));
  const open = to.findIndex((one) => fieldOf(one, 'kind') === 'Secret' && textOf(fieldOf(one, 'name')) === '');
  const froms = itemsOf(readManifest(manifest, ['spec', 'from'])).map((one) => textOf(fieldOf(one, 'namespace')));
  const said = about(nameOf(manifest), `every Secret here is open to ${[...new Set(froms)].join(', ')}`, 'to');
  const place = readManifest(manifest, ['spec', 'to', ...(open === -1 ? [] : [open])]);
  return unread.length > 0 ? unread : [sightAt(place, open === -1 ? 'kept' : 'broken', said)];
}
