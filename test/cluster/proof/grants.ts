// The permissions that the shipped Roles and ClusterRoles grant to a ServiceAccount, one by one.
import { listAt, textAt, textsAt, withAt, type Json, type JsonObject } from '../control-plane/json.ts';
import { nameOf, ofKind, pathOf } from '../control-plane/kubernetes.ts';
import type { Access } from '../control-plane/audit.ts';

/** One verb on one resource of one rule. */
export interface Grant {
  readonly role: JsonObject;
  readonly rule: number;
  readonly group: string;
  readonly resource: string;
  readonly verb: string;
  readonly names: readonly string[];
  /** The namespace in which it applies; undefined means all. */
  readonly namespace: string | undefined;
}

/** Every grant that a binding gives to the ServiceAccount. */
export function grantsOf(
  documents: readonly JsonObject[],
  serviceAccount: { readonly namespace: string; readonly name: string },
): readonly Grant[] {
  return bindingsOf(documents, serviceAccount).flatMap((binding) => grantsOfBinding(documents, binding));
}

export function bindingsOf(
  documents: readonly JsonObject[],
  serviceAccount: { readonly namespace: string; readonly name: string },
): readonly JsonObject[] {
  const bindings = [...ofKind(documents, 'RoleBinding'), ...ofKind(documents, 'ClusterRoleBinding')];
  return bindings.filter((binding) => binds(binding, serviceAccount));
}

function binds(
  binding: JsonObject,
  { namespace, name }: { readonly namespace: string; readonly name: string },
): boolean {
  return listAt(binding, 'subjects').some(
    (subject) =>
      textAt(subject, 'kind') === 'ServiceAccount' &&
      textAt(subject, 'namespace') === namespace &&
      textAt(subject, 'name') === name,
  );
}

function grantsOfBinding(documents: readonly JsonObject[], binding: JsonObject): readonly Grant[] {
  const kind = textAt(binding, 'roleRef', 'kind') ?? '';
  const namespace = textAt(binding, 'metadata', 'namespace');
  const role = ofKind(documents, kind).find(
    (candidate) =>
      nameOf(candidate) === textAt(binding, 'roleRef', 'name') &&
      (kind === 'ClusterRole' || textAt(candidate, 'metadata', 'namespace') === namespace),
  );
  if (role === undefined)
    throw new Error(`the binding ${nameOf(binding)} names a ${kind} that is not in the manifests`);
  return listAt(role, 'rules').flatMap((rule, index) =>
    textsAt(rule, 'apiGroups').flatMap((group) =>
      textsAt(rule, 'resources').flatMap((resource) =>
        textsAt(rule, 'verbs').map((verb) => ({
          role,
          rule: index,
          group,
          resource,
          verb,
          names: textsAt(rule, 'resourceNames'),
          namespace,
        })),
      ),
    ),
  );
}

/** Whether the grant allows the access, by the rules of RBAC. */
export function allows(grant: Grant, access: Access): boolean {
  return (
    grant.group === access.group &&
    grant.resource === access.resource &&
    grant.verb === access.verb &&
    (grant.namespace === undefined || grant.namespace === access.namespace) &&
    (grant.names.length === 0 || grant.names.includes(access.name))
  );
}

export function roleWithout({ role, rule, group, resource, verb }: Grant): JsonObject {
  const rules = listAt(role, 'rules').flatMap((one, index) =>
    index === rule ? splitWithout(one, group, resource, verb) : [one],
  );
  return { ...role, rules };
}

/** The rule without one of its combinations: it is split into rules for the other resources, verbs and groups. */
function splitWithout(rule: Json, group: string, resource: string, verb: string): readonly Json[] {
  const others = (key: string, value: string): Json => textsAt(rule, key).filter((item) => item !== value);
  const parts = [
    withAt(rule, ['apiGroups'], others('apiGroups', group)),
    withAt(withAt(rule, ['apiGroups'], [group]), ['resources'], others('resources', resource)),
    withAt(withAt(withAt(rule, ['apiGroups'], [group]), ['resources'], [resource]), ['verbs'], others('verbs', verb)),
  ];
  return parts.filter((part) => ['apiGroups', 'resources', 'verbs'].every((key) => listAt(part, key).length > 0));
}

export function pathOfRole(role: JsonObject): string {
  const namespace = textAt(role, 'metadata', 'namespace');
  const plural = textAt(role, 'kind') === 'ClusterRole' ? 'clusterroles' : 'roles';
  return pathOf(
    { apiVersion: 'rbac.authorization.k8s.io/v1', plural, ...(namespace === undefined ? {} : { namespace }) },
    nameOf(role),
  );
}

/** `list configmaps in team-a`. */
export function describeGrant({ verb, group, resource, names, namespace }: Grant): string {
  return describeAccess({ verb, group, resource, name: names.join(' or '), namespace: namespace ?? '' });
}

export function describeAccess({ verb, group, resource, name, namespace }: Access): string {
  const full = group === '' ? resource : `${resource}.${group}`;
  return `${verb} ${full}${name === '' ? '' : ` ${name}`}${namespace === '' ? '' : ` in ${namespace}`}`;
}

/** The user name of the ServiceAccount in the API server. */
export function userOf({ namespace, name }: { readonly namespace: string; readonly name: string }): string {
  return `system:serviceaccount:${namespace}:${name}`;
}
