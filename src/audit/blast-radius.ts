// The gains of an attacker who takes over the Pod, by the table of consequences in the kube-rs security guide.
import { isCut, rolesIn, withAggregated } from '../inventory/grants/bindings.ts';
import { readManifest, writtenAt, type Manifest } from '../inventory/manifests.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { rulesOf, type PolicyRule, type Role } from '../inventory/roles.ts';
import { standardRole } from '../kubernetes/standard-roles.ts';
import { once } from '../once.ts';
import { gainsOf, type Gain } from '../kubernetes/privileges.ts';
import { nameOf } from '../rules/look/place.ts';
import { fieldOf, itemsOf } from '../formats/yaml/values.ts';
import { wayOf, type Way } from './way.ts';

export interface Consequence {
  readonly consequence: string;
  readonly because: string;
  /** Every rule, binding or workload with that consequence; the first is the reason. */
  readonly ways: readonly Way[];
}

/** One line for each consequence that a bound role or the Pod itself allows, in the order of the table. */
export function blastRadius(inventory: Inventory): readonly Consequence[] {
  const rules = [
    ...inventory.roles.flatMap((role) => [...role.rules, ...aggregatedBy(role, inventory)]),
    ...inventory.elsewhere.flatMap(standardRules),
  ];
  const of = (consequence: string, test: (rule: PolicyRule) => boolean): Consequence | undefined =>
    allowing(consequence, rules, test, inventory);
  return [
    of('takes over the cluster', (rule) => isAnything(rule) || gains(rule, 'takeover')),
    of(
      'reads every Secret of the cluster (secret oracle, data exfiltration)',
      (rule) => rule.reach === 'cluster' && gains(rule, 'secrets'),
    ),
    of(
      'reads Secrets of the namespaces that it works in',
      (rule) => rule.reach === 'namespace' && gains(rule, 'secrets'),
    ),
    of('changes or destroys common objects of the whole cluster (denial of service, exfiltration)', (rule) =>
      gains(rule, 'objects'),
    ),
    of('starts Pods (bitcoin miner, any ServiceAccount of the namespace)', (rule) => gains(rule, 'pods')),
    of('runs commands in other Pods', (rule) => gains(rule, 'commands')),
    of('redirects the traffic of others', (rule) => gains(rule, 'traffic')),
    of('gains further rights (roles, tokens, certificates, admission)', (rule) => gains(rule, 'rights')),
    outside(inventory),
    host(inventory),
    ...inventory.elsewhere.flatMap(notKnown),
    ...cutShort(inventory),
    grantedElsewhere(inventory),
  ].flatMap((one) => one ?? []);
}

/** The rules that a ClusterRole aggregates from others, by their labels. */
function aggregatedBy({ manifest, reach }: Role, { installations }: Inventory): readonly PolicyRule[] {
  return withAggregated(manifest, rolesBeside(manifest, installations))
    .slice(1)
    .flatMap((part) => rulesOf(part, reach));
}

function rolesBeside(role: Manifest, installations: Inventory['installations']): readonly Manifest[] {
  const here = installationOf(installations).get(role);
  return here === undefined ? [] : rolesIn(here.manifests);
}

const installationOf = once(
  (installations: Inventory['installations']) =>
    new Map(installations.toReversed().flatMap((one) => rolesIn(one.manifests).map((role) => [role, one] as const))),
);

/** Roles that aggregate the rules of so many others that the reading was cut short. */
function cutShort({ roles, installations }: Inventory): readonly Consequence[] {
  return roles
    .filter(({ manifest }) => isCut(manifest, rolesBeside(manifest, installations)))
    .map(({ manifest }) => ({
      consequence: moreNotKnown,
      because: `${nameOf(manifest)} aggregates more roles than audit follows (${manifest.path}:${manifest.line})`,
      ways: [standing(manifest)],
    }));
}

/** The rules of a standard role, at the line of the binding. */
function standardRules(binding: Manifest): readonly PolicyRule[] {
  const reach = binding.kind === 'ClusterRoleBinding' ? 'cluster' : 'namespace';
  return (standardRole(roleOf(binding))?.rules ?? []).map(({ groups, resources, verbs, names = [] }) => ({
    role: binding,
    reach,
    namespaces: reach === 'namespace' && binding.namespace !== undefined ? [binding.namespace] : [],
    keys: ['roleRef'],
    path: binding.path,
    line: binding.line,
    groups,
    resources,
    verbs,
    names,
    urls: [],
    explained: true,
    reason: undefined,
    templated: false,
  }));
}

/** The line for gains that cannot be judged. */
export const moreNotKnown = 'may get more: this repository does not show it';

/** Objects installed from another place cannot be judged here, so their rights are unknown, not none. */
function grantedElsewhere({ roles, elsewhere, workloads, toml }: Inventory): Consequence | undefined {
  if (roles.length + elsewhere.length > 0) return undefined;
  const client = [...toml.values()].find(
    ({ path, tables, entries }) =>
      path.endsWith('Cargo.toml') &&
      [...tables.map(({ name }) => name), ...entries.map(({ key }) => key)].some((key) => usesKube.test(key)),
  );
  if (workloads.length > 0 && client === undefined) return undefined;
  const because =
    workloads.length === 0
      ? 'this repository has no Pod and no role'
      : `this repository has no role, and ${client?.path} uses kube`;
  return { consequence: moreNotKnown, because, ways: [] };
}

const usesKube = /(^|\.)dependencies\.(kube|kube-client|kube-runtime)(\.|$)/;

/** Nothing can be said about a role that is not in this repository, or to which other roles of the cluster add. */
function notKnown(binding: Manifest): readonly Consequence[] {
  const name = roleOf(binding);
  const known = standardRole(name);
  if (known?.aggregated === false) return [];
  const why = known === undefined ? 'which is not in this repository' : 'to which other roles of a cluster add';
  return [
    {
      consequence: moreNotKnown,
      because: `${nameOf(binding)} grants the role ${name}, ${why} (${binding.path}:${binding.line})`,
      ways: [standing(binding)],
    },
  ];
}

function roleOf(binding: Manifest): string {
  return writtenAt(binding, ['roleRef', 'name']) ?? '';
}

function allowing(
  consequence: string,
  rules: readonly PolicyRule[],
  test: (rule: PolicyRule) => boolean,
  inventory: Inventory,
): Consequence | undefined {
  const ways = rules.filter(test).map((rule) => {
    // A rule names many resources: the matching ones are enough.
    const resources = rule.resources.filter((resource) => test({ ...rule, resources: [resource] }));
    const verbs = [...new Set(rule.verbs)].filter((verb) => test({ ...rule, verbs: [verb] }));
    return wayOf(rule, { verbs, resources }, inventory);
  });
  const [first] = ways;
  if (first === undefined) return undefined;
  const { subject, path, line, verbs, resources } = first;
  const more = ways.length === 1 ? '' : `, and ${ways.length - 1} more ${ways.length === 2 ? 'rule' : 'rules'}`;
  return {
    consequence,
    because: `${subject} grants ${verbs.join(', ')} on ${resources.join(', ')} (${path}:${line})${more}`,
    ways,
  };
}

/** The place of an object itself, not of a rule in a role. */
function standing(manifest: Manifest): Way {
  const { path, line } = manifest;
  return { subject: nameOf(manifest), path, line, verbs: [], resources: [], accounts: [], code: [] };
}

function gains(rule: PolicyRule, gain: Gain): boolean {
  return gainsIn(rule).has(gain);
}

const gainsIn = once(
  (rule: PolicyRule): ReadonlySet<Gain> =>
    gainsOf(rule, { scope: rule.reach, resourceNames: rule.names, namespaces: rule.namespaces }),
);

function isAnything({ groups, resources, verbs }: PolicyRule): boolean {
  return [groups, resources, verbs].every((list) => list.includes('*'));
}

function outside({ manifests, workloads }: Inventory): Consequence | undefined {
  const consequence = 'uses the access that the controller has outside the cluster';
  const cloud =
    /^(eks\.amazonaws\.com\/role-arn|iam\.gke\.io\/gcp-service-account|azure\.workload\.identity\/client-id)$/;
  for (const account of manifests.filter(({ kind }) => kind === 'ServiceAccount')) {
    const key = Object.keys({ ...objectOf(readManifest(account, ['metadata', 'annotations']).value) }).find((one) =>
      cloud.test(one),
    );
    if (key !== undefined)
      return {
        consequence,
        because: `${nameOf(account)} has ${key} (${account.path}:${account.line})`,
        ways: [standing(account)],
      };
  }
  for (const { manifest, pod, containers } of workloads) {
    const secret = itemsOf(readManifest(manifest, [...pod, 'volumes'])).some(
      (volume) => fieldOf(volume, 'secret') !== undefined,
    );
    const env = containers.some(({ keys }) =>
      itemsOf(readManifest(manifest, [...keys, 'env'])).some(
        (one) => fieldOf(one, 'valueFrom', 'secretKeyRef') !== undefined,
      ),
    );
    if (secret || env)
      return {
        consequence,
        because: `${nameOf(manifest)} holds a Secret as ${secret ? 'a file' : 'a variable'} (${manifest.path}:${manifest.line})`,
        ways: [standing(manifest)],
      };
  }
  return undefined;
}

function host({ workloads }: Inventory): Consequence | undefined {
  for (const { manifest, pod, containers } of workloads) {
    const flag = ['hostNetwork', 'hostPID', 'hostIPC'].find(
      (key) => readManifest(manifest, [...pod, key]).value === true,
    );
    const path = itemsOf(readManifest(manifest, [...pod, 'volumes'])).some(
      (volume) => fieldOf(volume, 'hostPath') !== undefined,
    );
    const privileged = containers.some(
      ({ keys }) => readManifest(manifest, [...keys, 'securityContext', 'privileged']).value === true,
    );
    const how = privileged
      ? 'is privileged'
      : path
        ? 'mounts a directory of the node'
        : flag === undefined
          ? undefined
          : `has ${flag}`;
    if (how !== undefined)
      return {
        consequence: 'is on the node (its files, its processes, its credentials)',
        because: `${nameOf(manifest)} ${how} (${manifest.path}:${manifest.line})`,
        ways: [standing(manifest)],
      };
  }
  return undefined;
}

function objectOf(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {};
}
