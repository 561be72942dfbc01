// What an attacker who takes the Pod gets, by the table of consequences of the kube-rs security guide.
import { readManifest } from '../inventory/manifests.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { PolicyRule } from '../inventory/roles.ts';
import { gainsOf, type Gain } from '../kubernetes/privileges.ts';
import { grantsIn } from '../rules/build/grants.ts';
import { nameOf } from '../rules/look/place.ts';
import { fieldOf, itemsOf } from '../formats/yaml/values.ts';

export interface Consequence {
  readonly consequence: string;
  readonly because: string;
}

/** One line for each consequence that a bound role or the Pod itself allows, in the order of the table. */
export function blastRadius(inventory: Inventory): readonly Consequence[] {
  const rules = inventory.roles.flatMap((role) => role.rules);
  return [
    of('takes over the cluster', rules, (rule) => isAnything(rule) || gains(rule, 'takeover')),
    of(
      'reads every Secret of the cluster (secret oracle, data exfiltration)',
      rules,
      (rule) => rule.reach === 'cluster' && gains(rule, 'secrets'),
    ),
    of(
      'reads Secrets of the namespaces that it works in',
      rules,
      (rule) => rule.reach === 'namespace' && gains(rule, 'secrets'),
    ),
    of('changes or destroys common objects of the whole cluster (denial of service, exfiltration)', rules, (rule) =>
      gains(rule, 'objects'),
    ),
    of('starts Pods (bitcoin miner, any ServiceAccount of the namespace)', rules, (rule) => gains(rule, 'pods')),
    of('runs commands in other Pods', rules, (rule) => gains(rule, 'commands')),
    of('redirects the traffic of others', rules, (rule) => gains(rule, 'traffic')),
    of('gains further rights (roles, tokens, certificates, admission)', rules, (rule) => gains(rule, 'rights')),
    outside(inventory),
    host(inventory),
  ].flatMap((one) => one ?? []);
}

function of(
  consequence: string,
  rules: readonly PolicyRule[],
  test: (rule: PolicyRule) => boolean,
): Consequence | undefined {
  const found = rules.filter(test);
  const [rule] = found;
  if (rule === undefined) return undefined;
  // A rule names many resources: those that it takes are enough.
  const resources = rule.resources.filter((resource) => test({ ...rule, resources: [resource] }));
  const verbs = rule.verbs.filter((verb) => test({ ...rule, verbs: [verb] }));
  const more = found.length === 1 ? '' : `, and ${found.length - 1} more ${found.length === 2 ? 'rule' : 'rules'}`;
  return {
    consequence,
    because: `${nameOf(rule.role)} grants ${verbs.join(', ')} on ${resources.join(', ')} (${rule.role.path}:${rule.line})${more}`,
  };
}

function gains(rule: PolicyRule, gain: Gain): boolean {
  return grantsIn(rule).some((granted) => gainsOf(granted).includes(gain));
}

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
      return { consequence, because: `${nameOf(account)} has ${key} (${account.path}:${account.line})` };
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
      };
  }
  return undefined;
}

function objectOf(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {};
}
