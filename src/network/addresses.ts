// The addresses that a request to a host named by others may reach: those of the public internet.
import { BlockList, isIP } from 'node:net';

/** Addresses of this machine or this link; only a registry of the user's own can be there. */
const here: readonly string[] = ['127.0.0.0/8', '0.0.0.0/8', '169.254.0.0/16', '::/96', 'fe80::/10'];

/**
 * Addresses that are not on the public internet, or lead to such ones: https://www.iana.org/assignments/iana-ipv4-special-registry,
 * https://www.iana.org/assignments/iana-ipv6-special-registry. Clouds answer for their metadata at 169.254.169.254,
 * 100.100.100.200, 168.63.129.16 and fd00:ec2::254.
 */
const notPublic: readonly string[] = [
  ...here,
  ...['10.0.0.0/8', '100.64.0.0/10', '172.16.0.0/12', '192.168.0.0/16', '192.0.0.0/24', '192.0.2.0/24'],
  ...['192.88.99.0/24', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/3', '168.63.129.16/32'],
  // These contain an address of IPv4, or are for examples.
  ...['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'],
];

/** The addresses at which clouds answer for their machines, besides 169.254.0.0/16: no registry is there. */
const metadata: readonly string[] = ['100.100.100.200/32', '168.63.129.16/32', '192.0.0.192/32', 'fd00:ec2::254/128'];

/** The allocated part of IPv6. */
const given: readonly string[] = ['2000::/3'];

const [hereList, notPublicList, metadataList] = [listOf(here), listOf(notPublic), listOf(metadata)];
const givenList = listOf(given);

export function isPublic(address: string): boolean {
  const version = isIP(address);
  return version !== 0 && !isOn(notPublicList, address) && (version === 4 || isOn(givenList, address));
}

/** Whether an address belongs to this machine or its link: loopback, link-local, unspecified. */
export function isHere(address: string): boolean {
  return isOn(hereList, address);
}

/** Whether a cloud answers there for its machines. */
export function isOfCloud(address: string): boolean {
  return isOn(metadataList, address);
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
