// No policy lets the controller reach every address.
import { readManifest, type Manifest } from '../../inventory/manifests.ts';
import { defineRule, pages, type Sight } from '../rule.ts';
import { fieldOf, itemsOf, textOf } from '../../formats/yaml/values.ts';
import { about, sightAt } from '../sight.ts';
import { networkPolicies } from '../look/network-policies.ts';
import { nameOf } from '../look/place.ts';

export const noOpenEgress = defineRule({
  id: 'no-open-egress',
  title: 'Egress names its addresses',
  why: 'An open egress reaches the attacker’s server, and the metadata service that hands out the credentials of the node.',
  group: 'Network',
  severity: 'medium',
  reference: pages.networkPolicies,
  advice: 'Name the CIDR of the API server; for the internet except 169.254.169.254/32 and private ranges.',
  fix: 'manual',
  look: (inventory) => networkPolicies(inventory).flatMap(judge),
});

function judge(policy: Manifest): readonly Sight[] {
  const egress = readManifest(policy, ['spec', 'egress']);
  if (egress.state === 'unknown')
    return [sightAt(egress, 'unknown', about(nameOf(policy), `its egress cannot be judged (${egress.why ?? ''})`))];
  return itemsOf(egress).map((rule, index) => {
    const to = fieldOf(rule, 'to');
    const peers = Array.isArray(to) ? to : [];
    const open = peers.findIndex(isOpen);
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
            `${textOf(fieldOf(peers[open], 'ipBlock', 'cidr'))} is every address`,
            textOf(fieldOf(peers[open], 'ipBlock', 'cidr')),
          ),
        );
  });
}

function isOpen(peer: unknown): boolean {
  const block = fieldOf(peer, 'ipBlock');
  const except = fieldOf(block, 'except');
  return (
    /^(0\.0\.0\.0|::)\/0$/.test(textOf(fieldOf(block, 'cidr'))) &&
    !(Array.isArray(except) && except.includes('169.254.169.254/32'))
  );
}

function isDns(ports: unknown): boolean {
  return Array.isArray(ports) && ports.length > 0 && ports.every((port) => fieldOf(port, 'port') === 53);
}
