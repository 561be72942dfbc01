// The requests of the API server to a webhook stay in the cluster.
import type { Reading } from '../../formats/yaml/read.ts';
import { isTemplated } from '../../formats/yaml/node.ts';
import { textOf } from '../../formats/yaml/values.ts';
import { readManifest } from '../../inventory/manifests.ts';
import { defineRule, type Sight } from '../rule.ts';
import { about, sightAt } from '../sight.ts';
import { nameOf } from '../look/place.ts';
import { keptByWorkloads, ofKind } from '../look/objects.ts';
import { unreadWebhooks, webhooks } from '../look/webhooks.ts';

export const noOutsideWebhook = defineRule({
  id: 'no-outside-webhook',
  title: 'No webhook is outside the cluster',
  why: 'The API server sends it every matching object, Secrets included, and obeys its answer. Outside the cluster, no NetworkPolicy and no RBAC protect it.',
  group: 'Admission',
  severity: 'high',
  reference:
    'https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#contacting-the-webhook',
  profile: 'regular',
  advice: 'Name a Service of the cluster (clientConfig.service) with its caBundle.',
  fix: 'manual',
  look: (inventory) => [
    ...keptByWorkloads(inventory),
    ...unreadWebhooks(inventory),
    ...webhooks(inventory).flatMap(({ of, at }) => judged(of, at('clientConfig', 'url'))),
    ...ofKind(inventory.manifests, /^CustomResourceDefinition$/).flatMap((crd) =>
      [
        ['spec', 'conversion', 'webhook', 'clientConfig', 'url'],
        ['spec', 'conversion', 'webhookClientConfig', 'url'],
      ].flatMap((keys) => judged(`the conversion of ${nameOf(crd)}`, readManifest(crd, keys))),
    ),
  ],
});

/** A URL may be the address of a Service. */
function judged(of: string, url: Reading): readonly Sight[] {
  const address = textOf(url.value);
  if (url.state === 'unknown' || isTemplated(address))
    return [sightAt(url, 'unknown', about(of, 'a template fills in its address', 'url'))];
  if (address === '') return [];
  const host = URL.canParse(address) ? new URL(address).hostname : '';
  const isInside = /\.svc(\.cluster\.local)?\.?$/.test(host);
  return [sightAt(url, isInside ? 'kept' : 'broken', about(of, `is at ${address}`, 'url'))];
}
