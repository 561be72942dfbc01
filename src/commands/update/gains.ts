// The permissions, ports and hosts that an update gives to the controller and takes from it.
import { mostGrants } from '../../inventory/grants/unread.ts';
import { RELEASE_NAMESPACE } from '../../inventory/chart/load.ts';
import { installationsOf } from '../../inventory/installations.ts';
import type { Manifest } from '../../inventory/manifests.ts';
import { itemsAt, plainOf, textAt, type Part } from '../../inventory/part.ts';
import { grantsOf, type Role } from '../../inventory/roles.ts';
import type { Repository } from '../../repo/repository.ts';

export interface Gains {
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** The grants and ports of only one of two repositories, one per line; none if the two are alike. */
export function gainsOf(before: Repository, after: Repository, hosts: Hosts): Gains {
  const [old, now] = [
    [...linesOf(before), ...hosts.before.map(hostLine)],
    [...linesOf(after), ...hosts.after.map(hostLine)],
  ];
  return { added: without(now, old), removed: without(old, now) };
}

/** The hosts outside the cluster that it may reach. */
export interface Hosts {
  readonly before: readonly string[];
  readonly after: readonly string[];
}

export function gainsText({ added, removed }: Gains): readonly string[] {
  return [
    ...(added.length === 0 ? [] : ['', 'It gains:', ...added.map((line) => `  ${line}`)]),
    ...(removed.length === 0 ? [] : ['', 'It loses:', ...removed.map((line) => `  ${line}`)]),
  ];
}

function without(lines: readonly string[], others: readonly string[]): readonly string[] {
  const known = new Set(others);
  return [...new Set(lines)].filter((line) => !known.has(line));
}

function linesOf(repository: Repository): readonly string[] {
  const manifests = installationsOf(repository).installations.flatMap((one) => one.manifests);
  const { roles, elsewhere } = grantsOf(manifests);
  const where = placesOf(manifests);
  return [
    ...roles.flatMap((role) => permissions(role, where)),
    ...elsewhere.map((one) => rightsElsewhere(one, where)),
    ...manifests.flatMap(openings),
  ];
}

type Where = (namespace: string | undefined) => string;

/** The namespace of the accounts is left out, because a chart leaves it to the user. */
function placesOf(manifests: readonly Manifest[]): Where {
  const named = manifests.filter(({ kind, namespace }) => kind === 'ServiceAccount' && namespace !== RELEASE_NAMESPACE);
  const [own, ...others] = new Set(named.map(({ namespace }) => namespace));
  return (namespace) => {
    if (namespace === undefined) return 'namespace that it is applied to';
    const isOwn = namespace === RELEASE_NAMESPACE || (namespace === own && others.length === 0);
    return isOwn ? 'its own namespace' : `namespace ${namespace}`;
  };
}

/** One line for each verb, so that a rule in another form does not count as new. */
function permissions({ manifest, rules }: Role, place: Where): readonly string[] {
  const where = manifest.kind === 'Role' ? place(manifest.namespace) : 'the cluster';
  return rules.flatMap(({ verbs, groups, resources, names, urls }) => {
    const named = names.length === 0 ? '' : ` named ${names.join(', ')}`;
    const count = (groups.length * resources.length + urls.length) * verbs.length;
    if (count > mostGrants) return [`permission: ${count} by one rule, more than can be listed, in ${where}`];
    const things = groups.flatMap((group) =>
      resources.map((resource) => `${group === '' ? '' : `${group}/`}${resource}${named}`),
    );
    return [...things, ...urls].flatMap((thing) => verbs.map((verb) => `permission: ${verb} ${thing} in ${where}`));
  });
}

/** A grant of a role outside of these files has the name of the role. */
function rightsElsewhere({ kind, namespace, part }: Manifest, place: Where): string {
  const where = kind === 'RoleBinding' ? place(namespace) : 'the cluster';
  return `permission: all of the ${textAt(part, 'roleRef', 'kind')} ${textAt(part, 'roleRef', 'name')} in ${where}`;
}

/** The traffic that a NetworkPolicy allows. */
function openings({ kind, part }: Manifest): readonly string[] {
  if (kind !== 'NetworkPolicy') return [];
  return (['ingress', 'egress'] as const).flatMap((direction) =>
    itemsAt(part, 'spec', direction).flatMap((rule) => {
      const peers = itemsAt(rule, direction === 'ingress' ? 'from' : 'to').map(peerText);
      const side = `${direction === 'ingress' ? 'from' : 'to'} ${peers.length === 0 ? 'anywhere' : peers.join(' or ')}`;
      const ports = itemsAt(rule, 'ports');
      // A rule without a port opens all of them.
      return ports.length === 0 ? [`port: any ${side}`] : ports.map((port) => `port: ${portText(port)} ${side}`);
    }),
  );
}

function portText(port: Part): string {
  return `${textAt(port, 'protocol') ?? 'TCP'} ${textAt(port, 'port') ?? 'any'}`;
}

/** The labels and addresses of a peer, as written. */
function peerText(peer: Part): string {
  const labels = Object.entries(labelsIn(plainOf(peer))).map(([label, value]) => `${label}=${value}`);
  return textAt(peer, 'ipBlock', 'cidr') ?? (labels.length === 0 ? 'any Pod' : labels.join(', '));
}

function labelsIn(value: unknown): Readonly<Record<string, string>> {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) =>
      typeof inner === 'string' ? [[key, inner]] : Object.entries(labelsIn(inner)),
    ),
  );
}

function hostLine(host: string): string {
  return `host: ${host}, port 443`;
}
