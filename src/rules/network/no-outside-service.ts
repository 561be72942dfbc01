import { itemsOf, textOf } from '../../formats/yaml/values.ts';
import { readManifest, type Manifest } from '../../inventory/manifests.ts';
import { allows, type Role } from '../../inventory/roles.ts';
import { defineRule, type Sight } from '../rule.ts';
import { about, sightAt } from '../sight.ts';
import { nameOf } from '../look/place.ts';

export const noOutsideService = defineRule({
  id: 'no-outside-service',
  title: 'No Service is reachable from outside',
  why: 'A NodePort is open on every node, a LoadBalancer to the internet, and external addresses take the traffic of others. Only the cluster calls a controller.',
  group: 'Network',
  severity: 'medium',
  reference: 'https://kubernetes.io/docs/concepts/services-networking/service/#publishing-services-service-types',
  profile: 'regular',
  advice: 'Use a ClusterIP. If people must reach it, put a gateway with authentication in front.',
  fix: 'manual',
  look: ({ manifests, workloads, roles }) => [
    ...workloads.map(({ manifest }) => sightAt(readManifest(manifest, ['kind']), 'kept', '')),
    ...manifests
      .filter(({ kind, patch }) => kind === 'Service' && !patch)
      .map((service) => judge(service, roles.some(isOfGateway))),
  ],
});

/**
 * A controller that writes the status of Gateways or Ingresses routes traffic of others: its Service is open on
 * purpose.
 */
function isOfGateway({ rules }: Role): boolean {
  return rules.some((rule) =>
    [
      { group: 'gateway.networking.k8s.io', resource: 'gateways/status' },
      { group: 'networking.k8s.io', resource: 'ingresses/status' },
    ].some((right) =>
      ['patch', 'update'].some((verb) => !rule.verbs.includes('*') && allows(rule, { ...right, verb })),
    ),
  );
}

function judge(service: Manifest, isGateway: boolean): Sight {
  const of = nameOf(service);
  const addresses = readManifest(service, ['spec', 'externalIPs']);
  if (itemsOf(addresses).length > 0)
    return sightAt(
      addresses,
      'broken',
      about(of, 'takes traffic for addresses that are not its own (externalIPs)', 'externalIPs'),
      {
        severity: 'high',
      },
    );
  const type = readManifest(service, ['spec', 'type']);
  const name = textOf(type.value);
  const open = name === 'NodePort' || (name === 'LoadBalancer' && !isLimited(service));
  return sightAt(type, open ? 'broken' : 'kept', about(of, `is of the type ${name}`, 'type'), {
    ...(isGateway && { severity: 'low' }),
  });
}

/** Open only to named addresses, or inside the network of the cloud. */
function isLimited(service: Manifest): boolean {
  const annotations = JSON.stringify(readManifest(service, ['metadata', 'annotations']).value ?? {});
  return (
    itemsOf(readManifest(service, ['spec', 'loadBalancerSourceRanges'])).some((range) => !/\/0$/.test(textOf(range))) ||
    /internal|"scheme":"?private/i.test(annotations)
  );
}
