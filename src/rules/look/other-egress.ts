// Egress rules in policies of network engines other than NetworkPolicy, as peers that rules can judge.
import type { Reading } from '../../formats/yaml/read.ts';
import { fieldOf, itemsOf, textOf } from '../../formats/yaml/values.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { readManifest, type Manifest } from '../../inventory/manifests.ts';
import { groupOf } from '../../kubernetes/api-group.ts';

export interface Egress {
  readonly policy: Manifest;
  readonly place: Reading;
  /** Without a peer, every address is allowed. */
  readonly isEvery: boolean;
  readonly ranges: readonly { readonly cidr: string; readonly except: readonly string[] }[];
  readonly ports: readonly unknown[];
}

type Parts = Omit<Egress, 'policy' | 'place'>;

/**
 * By kind: the lists of its rules, and the peers that one rule allows.
 *
 * @see https://docs.cilium.io/en/stable/security/policy/language/
 * @see https://docs.tigera.io/calico/latest/reference/resources/globalnetworkpolicy
 * @see https://network-policy-api.sigs.k8s.io/reference/spec/
 */
const engines: readonly {
  readonly kind: RegExp;
  readonly group: RegExp;
  readonly lists: readonly (readonly string[])[];
  readonly parts: (rule: unknown) => Parts | undefined;
}[] = [
  {
    kind: /^Cilium(Clusterwide)?NetworkPolicy$/,
    group: /^cilium\.io$/,
    lists: [['spec'], ['specs']],
    parts: ofCilium,
  },
  {
    kind: /^(Global)?NetworkPolicy$/,
    group: /projectcalico\.org$/,
    lists: [['spec']],
    parts: ofCalico,
  },
  {
    kind: /^(Baseline)?AdminNetworkPolicy$/,
    group: /^policy\.networking\.k8s\.io$/,
    lists: [['spec']],
    parts: ofAdmin,
  },
];

/** The rules of Calico that let every caller in: without a source, and without ports that limit them. */
export function openIngress({ manifests }: Inventory): readonly Pick<Egress, 'policy' | 'place'>[] {
  return manifests
    .filter(
      ({ kind, apiVersion, patch }) =>
        !patch && /^(Global)?NetworkPolicy$/.test(kind) && /projectcalico\.org$/.test(groupOf(apiVersion)),
    )
    .flatMap((policy) =>
      itemsOf(readManifest(policy, ['spec', 'ingress'])).flatMap((rule, index) => {
        const isEvery =
          textOf(fieldOf(rule, 'action')) === 'Allow' &&
          fieldOf(rule, 'source') === undefined &&
          listOf(fieldOf(rule, 'destination'), 'ports').length === 0;
        return isEvery ? [{ policy, place: readManifest(policy, ['spec', 'ingress', index]) }] : [];
      }),
    );
}

/** Every rule that allows outgoing traffic. */
export function otherEgress({ manifests }: Inventory): readonly Egress[] {
  return manifests.flatMap((policy) => {
    const engine = engines.find(
      ({ kind, group }) => !policy.patch && kind.test(policy.kind) && group.test(groupOf(policy.apiVersion)),
    );
    return engine === undefined
      ? []
      : engine.lists.flatMap((keys) =>
          specsAt(policy, keys).flatMap((spec) =>
            itemsOf(readManifest(policy, [...spec, 'egress'])).flatMap((rule, index): Egress[] => {
              const parts = engine.parts(rule);
              return parts === undefined
                ? []
                : [{ policy, place: readManifest(policy, [...spec, 'egress', index]), ...parts }];
            }),
          ),
        );
  });
}

function specsAt(policy: Manifest, keys: readonly string[]): readonly (readonly (string | number)[])[] {
  const { value } = readManifest(policy, keys);
  return Array.isArray(value) ? value.map((_, index) => [...keys, index]) : [keys];
}

function ofCilium(rule: unknown): Parts {
  const entities = listOf(rule, 'toEntities').map(textOf);
  const peers = ['toEndpoints', 'toEntities', 'toCIDR', 'toCIDRSet', 'toFQDNs', 'toServices', 'toGroups', 'toNodes'];
  return {
    // A rule with only ports is about every peer.
    isEvery:
      entities.some((one) => one === 'all' || one === 'world') ||
      peers.every((key) => fieldOf(rule, key) === undefined),
    ranges: [
      ...listOf(rule, 'toCIDR').map((cidr) => ({ cidr: textOf(cidr), except: [] })),
      ...listOf(rule, 'toCIDRSet').map((one) => ({
        cidr: textOf(fieldOf(one, 'cidr')),
        except: listOf(one, 'except').map(textOf),
      })),
    ],
    ports: listOf(rule, 'toPorts').flatMap((one) => listOf(one, 'ports')),
  };
}

function ofCalico(rule: unknown): Parts | undefined {
  if (textOf(fieldOf(rule, 'action')) !== 'Allow') return undefined;
  const to = fieldOf(rule, 'destination');
  const names = ['nets', 'selector', 'namespaceSelector', 'domains', 'services', 'serviceAccounts'];
  const except = listOf(to, 'notNets').map(textOf);
  return {
    isEvery: names.every((key) => fieldOf(to, key) === undefined) && except.length === 0,
    ranges: listOf(to, 'nets').map((cidr) => ({ cidr: textOf(cidr), except })),
    ports: listOf(to, 'ports').map((port) => ({ port })),
  };
}

function ofAdmin(rule: unknown): Parts | undefined {
  if (textOf(fieldOf(rule, 'action')) !== 'Allow') return undefined;
  return {
    isEvery: false,
    ranges: listOf(rule, 'to').flatMap((peer) =>
      listOf(peer, 'networks').map((cidr) => ({ cidr: textOf(cidr), except: [] })),
    ),
    ports: [],
  };
}

function listOf(value: unknown, key: string): readonly unknown[] {
  const found = fieldOf(value, key);
  return Array.isArray(found) ? found : [];
}
