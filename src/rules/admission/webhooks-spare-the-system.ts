// No webhook can block what the cluster needs to start.
import { fieldOf, textOf } from '../../formats/yaml/values.ts';
import { selectsLabels } from '../../kubernetes/label-selector.ts';
import { defineRule } from '../rule.ts';
import { about, sightAt, unknownAt } from '../sight.ts';
import { keptByWorkloads } from '../look/objects.ts';
import { askedAbout, listOf, unreadWebhooks, webhooks, type Webhook } from '../look/webhooks.ts';

export const webhooksSpareTheSystem = defineRule({
  id: 'webhooks-spare-the-system',
  title: 'No webhook can block the cluster’s own components',
  why: 'While it does not answer, no new Pod, node or Lease of the system can be created, so nothing can restart it.',
  group: 'Admission',
  severity: 'medium',
  reference:
    'https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#avoiding-operating-on-the-kube-system-namespace',
  profile: 'regular',
  advice:
    'Exclude kube-system and its own namespace by a namespaceSelector (kubernetes.io/metadata.name), or select the objects by an objectSelector or matchConditions.',
  fix: 'manual',
  look: (inventory) => [
    ...keptByWorkloads(inventory),
    ...unreadWebhooks(inventory),
    ...webhooks(inventory).map((webhook) => {
      const unread = fields.map((field) => webhook.at(field)).find(({ state }) => state === 'unknown');
      if (unread !== undefined) return unknownAt(unread, webhook.of, 'namespaceSelector');
      const wide = isLimited(webhook) || mayFail(webhook) ? [] : needed(webhook);
      return sightAt(
        webhook.at(),
        wide.length > 0 ? 'broken' : 'kept',
        about(
          webhook.of,
          `must answer for ${wide.join(', ')} in every namespace, kube-system included`,
          'namespaceSelector',
        ),
      );
    }),
  ],
});

/** The fields that decide which requests the webhook can block. */
const fields = ['rules', 'failurePolicy', 'namespaceSelector', 'objectSelector', 'matchConditions'];

/**
 * A selector may exclude kube-system by a label that an administrator sets, or by its name, which is always a label.
 */
function isLimited({ value }: Webhook): boolean {
  const selects = (key: string): boolean =>
    ['matchLabels', 'matchExpressions'].some((part) => Object.keys(Object(fieldOf(value, key, part))).length > 0);
  const namespaces = fieldOf(value, 'namespaceSelector');
  const byName = listOf(fieldOf(namespaces, 'matchExpressions')).every((one) => fieldOf(one, 'key') === nameLabel);
  const takesSystem = byName && selectsLabels(namespaces, { [nameLabel]: 'kube-system' }) === true;
  return (
    (selects('namespaceSelector') && !takesSystem) ||
    selects('objectSelector') ||
    listOf(fieldOf(value, 'matchConditions')).length > 0
  );
}

const nameLabel = 'kubernetes.io/metadata.name';

/** By default a webhook of v1 refuses requests while it is unreachable. */
function mayFail({ value }: Webhook): boolean {
  return textOf(fieldOf(value, 'failurePolicy')) === 'Ignore';
}

/** The objects that the control plane, the scheduler and the kubelet write to keep a cluster running. */
const system = [
  '/pods',
  '/nodes',
  '/services',
  '/endpoints',
  '/configmaps',
  '/secrets',
  '/serviceaccounts',
  'apps/deployments',
  'apps/daemonsets',
  'apps/replicasets',
  'coordination.k8s.io/leases',
  'discovery.k8s.io/endpointslices',
];

function needed({ value }: Webhook): readonly string[] {
  const rules = listOf(fieldOf(value, 'rules')).filter((rule) => {
    const operations = listOf(fieldOf(rule, 'operations')).map(textOf);
    return operations.length === 0 || operations.some((one) => ['*', 'CREATE', 'UPDATE'].includes(one));
  });
  const asked = askedAbout(rules);
  const found = system.filter((one) => {
    const [group = '', resource = ''] = one.split('/');
    return asked.some((each) =>
      [`${group}/${resource}`, `${group}/*`, `*/${resource}`, '*/*', '*/*/*', `${group}/*/*`].includes(each),
    );
  });
  const named = found.map((one) => one.slice(one.indexOf('/') + 1));
  return named.length > 3 ? [...named.slice(0, 3), `${named.length - 3} more kinds`] : named;
}
