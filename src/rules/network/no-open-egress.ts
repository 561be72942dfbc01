// No policy lets the controller reach every address.
import type { Inventory } from '../../inventory/inventory.ts';
import { readManifest, type Manifest } from '../../inventory/manifests.ts';
import { defineRule, pages, type Sight } from '../rule.ts';
import { fieldOf, itemsOf, textOf } from '../../formats/yaml/values.ts';
import { about, sightAt } from '../sight.ts';
import { networkPolicies } from '../look/network-policies.ts';
import { contains } from '../look/addresses.ts';
import { otherEgress, type Egress } from '../look/other-egress.ts';
import { nameOf } from '../look/place.ts';
import { EACH, unreadOn } from '../look/readings-at.ts';

export const noOpenEgress = defineRule({
  id: 'no-open-egress',
  title: 'Egress names its addresses',
  why: 'Open egress reaches the attacker’s server, and the metadata service that gives out the credentials of the node.',
  group: 'Network',
  severity: 'medium',
  reference: pages.networkPolicies,
  profile: 'regular',
  advice: 'Name the CIDR of the API server. For the internet, except 169.254.169.254/32 and private ranges.',
  fix: 'manual',
  look: (inventory) => {
    const asksServer = hasMetadataServer(inventory);
    return [
      ...networkPolicies(inventory).flatMap((policy) => judge(policy, asksServer)),
      ...otherEgress(inventory).map((egress) => judgeOther(egress, asksServer)),
    ];
  },
});

function judgeOther({ policy, place, isEvery, ranges, ports }: Egress, asksServer: boolean): Sight {
  const open = ranges
    .map(({ cidr, except }) => ({ cidr, why: whatIsOpen({ ipBlock: { cidr, except } }, asksServer) }))
    .find(({ why }) => why !== undefined);
  if (isEvery && !isDns(ports))
    return sightAt(place, 'broken', about(nameOf(policy), 'an egress rule allows every address', 'no peer'));
  return open === undefined
    ? sightAt(place, 'kept', nameOf(policy))
    : sightAt(place, 'broken', about(nameOf(policy), open.why ?? '', open.cidr));
}

/** On Google's clusters a server on the node answers at that address, and gives only the identity of the Pod. */
function hasMetadataServer({ workloads, manifests }: Inventory): boolean {
  return (
    workloads.some(({ manifest, pod }) =>
      JSON.stringify(readManifest(manifest, [...pod, 'nodeSelector']).value ?? {}).includes(
        'gke-metadata-server-enabled',
      ),
    ) ||
    manifests.some(
      (one) =>
        one.kind === 'ServiceAccount' &&
        JSON.stringify(readManifest(one, ['metadata', 'annotations']).value ?? {}).includes('iam.gke.io/'),
    )
  );
}

function judge(policy: Manifest, asksServer: boolean): readonly Sight[] {
  const egress = readManifest(policy, ['spec', 'egress']);
  const judged = itemsOf(egress).map((rule, index) => {
    const to = fieldOf(rule, 'to');
    const peers = Array.isArray(to) ? to : [];
    const open = peers.findIndex((peer) => whatIsOpen(peer, asksServer) !== undefined);
    const place = readManifest(policy, ['spec', 'egress', index]);
    if (peers.length === 0)
      return sightAt(
        place,
        Array.isArray(fieldOf(rule, 'ports')) && isDns(fieldOf(rule, 'ports')) ? 'kept' : 'broken',
        about(nameOf(policy), 'an egress rule names no peer, so that every address is allowed', 'no peer'),
      );
    return open === -1
      ? sightAt(place, 'kept', nameOf(policy))
      : sightAt(
          readManifest(policy, ['spec', 'egress', index, 'to', open]),
          'broken',
          about(
            nameOf(policy),
            whatIsOpen(peers[open], asksServer) ?? '',
            textOf(fieldOf(peers[open], 'ipBlock', 'cidr')),
          ),
        );
  });
  return [...unreadOn(policy, ['spec', 'egress', EACH, 'to', EACH, 'ipBlock', 'cidr'], nameOf(policy)), ...judged];
}

/** Every address, or one range that contains the metadata address, from which a cloud gives the credentials of the node. */
function whatIsOpen(peer: unknown, asksServer: boolean): string | undefined {
  const block = fieldOf(peer, 'ipBlock');
  const cidr = textOf(fieldOf(block, 'cidr'));
  const excepted = fieldOf(block, 'except');
  const except = Array.isArray(excepted) ? excepted.map(textOf) : [];
  const reached = metadata.find(
    (address) => contains(cidr, address) && !except.some((range) => contains(range, address)),
  );
  if (/^(0\.0\.0\.0|::)\/0$/.test(cidr)) return reached === undefined ? undefined : `${cidr} is every address`;
  if (reached === undefined || (asksServer && cidr === '169.254.169.254/32')) return undefined;
  return `${cidr} includes ${reached}, which gives out the credentials of the node`;
}

/** The addresses of AWS, Google, Azure and most others; by IPv6 of AWS, Google and Oracle. */
const metadata = ['169.254.169.254', 'fd00:ec2::254', 'fd20:ce::254', 'fd00:c1::a9fe:a9fe'];

function isDns(ports: unknown): boolean {
  return Array.isArray(ports) && ports.length > 0 && ports.every((port) => Number(fieldOf(port, 'port')) === 53);
}
