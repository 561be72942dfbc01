// Traffic is not handed on in plain text where the platform would encrypt it.
import { readManifest, type Manifest } from '../../inventory/manifests.ts';
import { textOf } from '../../formats/yaml/values.ts';
import { defineRule, type Sight } from '../rule.ts';
import { about, sightAt } from '../sight.ts';
import { keptByWorkloads, ofKind } from '../look/objects.ts';
import { nameOf } from '../look/place.ts';

export const noPlainTraffic = defineRule({
  id: 'no-plain-traffic',
  title: 'No Route and no mesh sends plain text',
  why: 'A Route without TLS shows tokens and data to every network on the way, and a mesh whose mutual TLS is off takes any Pod for any other.',
  group: 'Network',
  severity: 'medium',
  reference: 'https://istio.io/latest/docs/ops/best-practices/security/',
  profile: 'regular',
  advice: 'Give the Route tls with insecureEdgeTerminationPolicy Redirect or None; leave mutual TLS STRICT.',
  fix: 'manual',
  look: (inventory) => [
    ...keptByWorkloads(inventory),
    ...ofKind(inventory.manifests, /^(?:Route|PeerAuthentication|DestinationRule)$/).flatMap(judge),
  ],
});

function judge(manifest: Manifest): readonly Sight[] {
  const said = (keys: readonly string[], message: string): readonly Sight[] => [
    sightAt(readManifest(manifest, keys), 'broken', about(nameOf(manifest), message, keys.join('.'))),
  ];
  const text = (...keys: readonly string[]): string => textOf(readManifest(manifest, keys).value);
  if (manifest.apiVersion.startsWith('route.openshift.io/')) {
    if (readManifest(manifest, ['spec', 'tls']).state === 'absent') return said(['spec', 'tls'], 'has no tls');
    const policy = ['spec', 'tls', 'insecureEdgeTerminationPolicy'];
    return text(...policy) === 'Allow' ? said(policy, 'answers in plain text as well') : [];
  }
  if (/^(?:security|networking)\.istio\.io\//.test(manifest.apiVersion)) {
    const mode =
      manifest.kind === 'PeerAuthentication' ? ['spec', 'mtls', 'mode'] : ['spec', 'trafficPolicy', 'tls', 'mode'];
    return text(...mode) === 'DISABLE' ? said(mode, 'switches TLS off') : [];
  }
  return [];
}
