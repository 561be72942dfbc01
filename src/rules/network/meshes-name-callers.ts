// A policy of a mesh names the allowed callers.
import { fieldOf, itemsOf, textOf } from '../../formats/yaml/values.ts';
import { readManifest, type Manifest } from '../../inventory/manifests.ts';
import { defineRule, type Sight } from '../rule.ts';
import { about, sightAt, unknownAt } from '../sight.ts';
import { keptByWorkloads, ofKind } from '../look/objects.ts';
import { nameOf } from '../look/place.ts';
import { isTemplated } from '../../formats/yaml/node.ts';

export const meshesNameCallers = defineRule({
  id: 'meshes-name-callers',
  title: 'A policy of a mesh names who may call',
  why: 'A rule that asks for nothing lets every Pod of the mesh in, and looks as if it limited them.',
  group: 'Network',
  severity: 'medium',
  reference: 'https://istio.io/latest/docs/ops/best-practices/security/',
  profile: 'regular',
  advice: 'Name the accounts of the callers (from.source.principals in Istio, identities in Linkerd).',
  fix: 'manual',
  look: (inventory) => [
    ...keptByWorkloads(inventory),
    ...ofKind(inventory.manifests, /^AuthorizationPolicy$/).flatMap(ofIstio),
    ...ofKind(inventory.manifests, /^(?:ServerAuthorization|MeshTLSAuthentication)$/).flatMap(ofLinkerd),
  ],
});

/** https://istio.io/latest/docs/reference/config/security/authorization-policy/ */
function ofIstio(manifest: Manifest): readonly Sight[] {
  if (!manifest.apiVersion.startsWith('security.istio.io/')) return [];
  const action = readManifest(manifest, ['spec', 'action']);
  const rules = readManifest(manifest, ['spec', 'rules']);
  if (!/^(?:ALLOW)?$/.test(textOf(action.value))) return [];
  const unread = [action, rules].find(({ state }) => state === 'unknown');
  if (unread !== undefined) return [unknownAt(unread, nameOf(manifest), String(unread.keys[1]))];
  return itemsOf(rules).map((rule, index) => {
    const reading = readManifest(manifest, ['spec', 'rules', index]);
    const isOpen =
      ['from', 'to', 'when'].every((key) => isEmpty(fieldOf(rule, key))) || isEverybody(fieldOf(rule, 'from'));
    return sightAt(reading, isOpen ? 'broken' : 'kept', about(nameOf(manifest), 'allows every caller', 'rules'));
  });
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0);
}

function isEverybody(from: unknown): boolean {
  return (
    Array.isArray(from) &&
    from.some((one) => ['principals', 'namespaces'].some((key) => includes(fieldOf(one, 'source', key), '*')))
  );
}

/** The types of linkerd2 (policy-controller/k8s/api/src/policy). */
function ofLinkerd(manifest: Manifest): readonly Sight[] {
  if (!manifest.apiVersion.startsWith('policy.linkerd.io/')) return [];
  const client = readManifest(manifest, ['spec', 'client']);
  const identities = readManifest(manifest, ['spec', 'identities']);
  const unread = [client, identities].find(({ state, value }) => state === 'unknown' || isTemplated(value));
  if (unread !== undefined) return [unknownAt(unread, nameOf(manifest), String(unread.keys[1]))];
  const isOpen =
    fieldOf(client.value, 'unauthenticated') === true ||
    includes(fieldOf(client.value, 'meshTLS', 'identities'), '*') ||
    includes(identities.value, '*');
  const place = client.state === 'absent' ? identities : client;
  return [sightAt(place, isOpen ? 'broken' : 'kept', about(nameOf(manifest), 'allows every caller', 'client'))];
}

function includes(value: unknown, text: string): boolean {
  return Array.isArray(value) && value.includes(text);
}
