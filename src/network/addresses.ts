// Which addresses a request may reach that somebody else named: those of the public internet.
import { BlockList, isIP } from 'node:net';

/** Addresses that only this machine or this link has; nobody's registry is there but one's own. */
const here: readonly string[] = ['127.0.0.0/8', '0.0.0.0/8', '169.254.0.0/16', '::1/128', '::/128', 'fe80::/10'];

/**
 * Addresses that are not on the public internet, or lead to such ones: https://www.iana.org/assignments/iana-ipv4-special-registry,
 * https://www.iana.org/assignments/iana-ipv6-special-registry. Clouds answer for their metadata at 169.254.169.254,
 * 100.100.100.200, 168.63.129.16 and fd00:ec2::254.
 */
const notPublic: readonly string[] = [
  ...here,
  ...['10.0.0.0/8', '100.64.0.0/10', '172.16.0.0/12', '192.168.0.0/16', '192.0.0.0/24', '192.0.2.0/24'],
  ...['192.88.99.0/24', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/3', '168.63.129.16/32'],
  ...[
    'fc00::/7',
    'fec0::/10',
    'ff00::/8',
    '64:ff9b::/96',
    '64:ff9b:1::/48',
    '100::/64',
    '2001::/23',
    '2001:db8::/32',
    '2002::/16',
  ],
];

const [hereList, notPublicList] = [listOf(here), listOf(notPublic)];

/** Whether an address is on the public internet. */
export function isPublic(address: string): boolean {
  return isIP(address) !== 0 && !isOn(notPublicList, address);
}

/** Whether an address is of this machine or of its link: loopback, link-local, unspecified. */
export function isHere(address: string): boolean {
  return isOn(hereList, address);
}

/** `[::1]` of a URL is the address `::1`; undefined for a name. */
export function addressIn(host: string): string | undefined {
  const bare = host.replace(/^\[(.*)\]$/, '$1');
  return isIP(bare) === 0 ? undefined : bare;
}

function isOn(list: BlockList, address: string): boolean {
  return list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

function listOf(subnets: readonly string[]): BlockList {
  const list = new BlockList();
  for (const subnet of subnets) {
    const [network = '', bits] = subnet.split('/');
    list.addSubnet(network, Number(bits), isIP(network) === 6 ? 'ipv6' : 'ipv4');
  }
  return list;
}
