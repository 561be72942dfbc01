import type { Manifest } from '../../inventory/manifests.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { readManifest } from '../../inventory/manifests.ts';
import { severityOf, worstOf } from '../../kubernetes/privileges.ts';
import { standardRole } from '../../kubernetes/standard-roles.ts';
import { defineRule, pages, type Severity, type Sight } from '../rule.ts';
import { about, sightAt } from '../sight.ts';
import { bindings } from '../look/bindings.ts';
import { nameOf } from '../look/place.ts';

export const noStandardBinding = defineRule({
  id: 'no-standard-binding',
  title: 'The controller is bound only to its own roles',
  why: 'A role of Kubernetes is made for a component or for people: it grants more than the controller needs, and changes with every version of Kubernetes.',
  group: 'RBAC',
  severity: 'high',
  reference: pages.rbac,
  profile: 'regular',
  advice: 'Write a role with the permissions that the code needs; `create-kube-secure-controller rbac` infers them.',
  fix: 'manual',
  look: (inventory) => bindings(inventory).map((binding) => judge(binding, inventory)),
});

/** Another rule reports some of these; the others are what every account has, or what authenticating callers needs. */
const leftOut =
  /^(cluster-admin|admin|edit|system:(auth-delegator|basic-user|discovery|public-info-viewer|service-account-issuer-discovery))$/;

function judge(binding: Manifest, inventory: Inventory): Sight {
  const place = readManifest(binding, ['roleRef', 'name']);
  const name = String(place.value);
  const isWhole = binding.kind === 'ClusterRoleBinding';
  const wrong =
    readManifest(binding, ['roleRef', 'kind']).value === 'ClusterRole' &&
    !leftOut.test(name) &&
    !isOwn(name, inventory) &&
    (name.startsWith('system:') || (name === 'view' && isWhole));
  return sightAt(
    place,
    wrong ? 'broken' : 'kept',
    about(nameOf(binding), `binds to ${name}${isWhole ? ', in the whole cluster' : ''}`, name),
    wrong ? { severity: howBad(name, isWhole) } : {},
  );
}

/**
 * A role in the repository is judged by its rules, whatever its name; the repository can only add rules to a role of
 * Kubernetes.
 */
function isOwn(name: string, { roles }: Inventory): boolean {
  return (
    standardRole(name) === undefined &&
    !ofComponents.test(name) &&
    roles.some(({ manifest }) => manifest.kind === 'ClusterRole' && manifest.name === name)
  );
}

const ofComponents = /^system:(aggregate-to-|certificates\.k8s\.io:|controller:|kube-|node(:|-|$)|volume-)/;

/** The severity of the worst permission of the role; an unknown role may grant anything. */
function howBad(name: string, isWhole: boolean): Severity {
  const rules = standardRole(name)?.rules;
  if (rules === undefined) return isWhole ? 'critical' : 'high';
  const severities = rules.flatMap(({ groups, resources, verbs, names = [] }) =>
    groups.flatMap((group) =>
      resources.flatMap((resource) =>
        verbs.map(
          (verb) =>
            severityOf({ group, resource, verb, scope: isWhole ? 'cluster' : 'namespace', resourceNames: names })
              .severity,
        ),
      ),
    ),
  );
  const worst = worstOf(severities) ?? 'low';
  return worst === 'low' ? 'medium' : worst;
}
