// Traffic is not passed on in plain text where the platform would encrypt it, and traffic from outside comes over TLS.
import type { Key } from '../../formats/yaml/node.ts';
import type { Reading } from '../../formats/yaml/read.ts';
import { textOf } from '../../formats/yaml/values.ts';
import { readManifest, type Manifest } from '../../inventory/manifests.ts';
import { defineRule, type Sight } from '../rule.ts';
import { about, sightAt, unknownAt } from '../sight.ts';
import { keptByWorkloads, ofKind } from '../look/objects.ts';
import { plainEntrances } from '../look/plain-entrances.ts';
import { nameOf } from '../look/place.ts';
import { EACH, readingsAt } from '../look/readings-at.ts';

export const noPlainTraffic = defineRule({
  id: 'no-plain-traffic',
  title: 'No Route, Ingress, Gateway or mesh allows plain text',
  why: 'Without TLS every network on the path sees tokens and data. Without mutual TLS any Pod of a mesh can pose as another.',
  group: 'Network',
  severity: 'medium',
  reference: 'https://istio.io/latest/docs/ops/best-practices/security/',
  profile: 'regular',
  advice:
    'Give the Route tls with insecureEdgeTerminationPolicy Redirect or None, the Ingress tls, and the Gateway a listener of HTTPS; leave mutual TLS STRICT.',
  fix: 'manual',
  look: (inventory) => [
    ...keptByWorkloads(inventory),
    ...ofKind(inventory.manifests, /^(?:Route|PeerAuthentication|DestinationRule)$/).flatMap(judge),
    ...ofKind(inventory.manifests, /^(?:Ingress|Gateway)$/).flatMap(plainEntrances),
  ],
});

const portLevel = ['portLevelSettings', EACH, 'tls', 'mode'] as const;

/** The fields in which kinds of Istio turn TLS on or off. */
const modes: ReadonlyMap<string, readonly (readonly Key[])[]> = new Map([
  [
    'PeerAuthentication',
    [
      ['spec', 'mtls', 'mode'],
      ['spec', 'portLevelMtls', EACH, 'mode'],
    ],
  ],
  [
    'DestinationRule',
    [
      ['spec', 'trafficPolicy'],
      ['spec', 'subsets', EACH, 'trafficPolicy'],
    ].flatMap((policy) => [
      [...policy, 'tls', 'mode'],
      [...policy, ...portLevel],
    ]),
  ],
]);

function judge(manifest: Manifest): readonly Sight[] {
  const { apiVersion, kind } = manifest;
  if (apiVersion.startsWith('route.openshift.io/')) {
    const tls = readManifest(manifest, ['spec', 'tls']);
    if (tls.state === 'absent') return [sightAt(tls, 'broken', about(nameOf(manifest), 'has no tls', 'spec.tls'))];
    const policies = readingsAt(manifest, ['spec', 'tls', 'insecureEdgeTerminationPolicy']);
    return policies.flatMap((one) => sightsOf(manifest, one, 'Allow', 'also answers in plain text'));
  }
  const paths = /^(?:security|networking)\.istio\.io\//.test(apiVersion) ? (modes.get(kind) ?? []) : [];
  return paths
    .flatMap((path) => readingsAt(manifest, path))
    .flatMap((one) => sightsOf(manifest, one, 'DISABLE', 'turns TLS off'));
}

function sightsOf(manifest: Manifest, reading: Reading, bad: string, message: string): readonly Sight[] {
  const what = reading.keys.join('.');
  if (reading.state === 'unknown') return [unknownAt(reading, nameOf(manifest), what)];
  return textOf(reading.value) === bad ? [sightAt(reading, 'broken', about(nameOf(manifest), message, what))] : [];
}
