// No Ingress contains configuration of the proxy.
import { readManifest } from '../../inventory/manifests.ts';
import { defineRule } from '../rule.ts';
import { about, sightAt, unknownAt } from '../sight.ts';
import { nameOf } from '../look/place.ts';
import { keptByWorkloads, ofKind } from '../look/objects.ts';

export const noIngressSnippets = defineRule({
  id: 'no-ingress-snippets',
  title: 'No Ingress contains proxy configuration',
  why: 'A snippet runs in the proxy that serves the whole cluster and holds the keys of every host. Anyone who changes the annotation can read them.',
  group: 'Network',
  severity: 'medium',
  reference: 'https://github.com/kubernetes/ingress-nginx/issues/7837',
  profile: 'regular',
  advice: 'Use the specific annotation, or set it once in the configuration of the proxy; snippets are off by default.',
  fix: 'manual',
  look: (inventory) => [
    ...keptByWorkloads(inventory),
    ...ofKind(inventory.manifests, /^Ingress$/).map((ingress) => {
      const annotations = readManifest(ingress, ['metadata', 'annotations']);
      if (annotations.state === 'unknown') return unknownAt(annotations, nameOf(ingress), 'annotations');
      const found = Object.keys(Object(annotations.value)).find((key) =>
        /^nginx\.(ingress\.kubernetes\.io|org)\/[a-z-]*snippets?$/.test(key),
      );
      return sightAt(
        readManifest(ingress, found === undefined ? ['kind'] : ['metadata', 'annotations', found]),
        found === undefined ? 'kept' : 'broken',
        about(nameOf(ingress), `writes into the configuration of the proxy (${found ?? ''})`, found ?? ''),
      );
    }),
  ],
});
