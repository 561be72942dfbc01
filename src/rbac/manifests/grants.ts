// What the manifests grant to each ServiceAccount: roles through their bindings, one grant for each group, resource and verb.

import type { Scope } from '../permissions.ts';
import { knownResources } from '../kinds-table.ts';
import { isPlaceholder } from './helm.ts';
import { listAt, type Manifest, nodeAt, textAt, textsAt } from './read-manifests.ts';

export interface Grant {
  readonly group: string;
  readonly resource: string;
  readonly verb: string;
  readonly scope: Scope;
  readonly namespaces: readonly string[];
  readonly resourceNames: readonly string[];
  readonly path: string;
  /** The line of the verb. */
  readonly line: number;
  /** How the rule writes it when it is a wildcard, such as `*`. */
  readonly wildcard: boolean;
}

export interface Subject {
  readonly name: string;
  readonly namespace: string | undefined;
}

const VERBS = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection'];

/** The grants of one ServiceAccount; without a name, those of every role that is bound to anybody or to nobody. */
export function grantsFor(manifests: readonly Manifest[], serviceAccount: string | undefined, resources: readonly { readonly group: string; readonly resource: string }[]): readonly Grant[] {
  const roles = manifests.filter(({ kind }) => kind === 'Role' || kind === 'ClusterRole');
  const bindings = manifests.filter(({ kind }) => kind === 'RoleBinding' || kind === 'ClusterRoleBinding');
  const grants: Grant[] = [];
  const bound = new Set<Manifest>();
  for (const binding of bindings) {
    const names = listAt(binding.node, 'subjects').filter((subject) => textAt(subject, 'kind') === 'ServiceAccount').map((subject) => textAt(subject, 'name'));
    const role = nodeAt(binding.node, 'roleRef');
    for (const candidate of roles) {
      if (candidate.kind !== textAt(role, 'kind') || candidate.name !== textAt(role, 'name') || !nearest(candidate, binding, roles)) continue;
      bound.add(candidate);
      if (serviceAccount === undefined || names.includes(serviceAccount)) grants.push(...grantsOf(candidate, binding, resources));
    }
  }
  if (serviceAccount === undefined || bindings.length === 0) {
    for (const role of roles) if (!bound.has(role) && !isForUsers(role)) grants.push(...grantsOf(role, undefined, resources));
  }
  return grants;
}

/** When several files hold a role of this name (a chart and plain YAML), a binding means the one beside it. */
function nearest(role: Manifest, binding: Manifest, roles: readonly Manifest[]): boolean {
  const same = roles.filter((other) => other.kind === role.kind && other.name === role.name);
  if (same.length === 1) return true;
  const distance = (other: Manifest): number => (other.path === binding.path ? 0 : folder(other.path) === folder(binding.path) ? 1 : 2);
  return distance(role) === Math.min(...same.map(distance));
}

function folder(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** Roles that people get (`aggregate-to-edit`, `*-viewer-role`) are not the controller's. */
function isForUsers(role: Manifest): boolean {
  const labels = nodeAt(role.node, 'metadata', 'labels');
  return /aggregate-to-/.test(String(labels ?? '')) || /(?:viewer|editor|-edit|-view|user)(?:-role)?$/.test(role.name);
}

function grantsOf(role: Manifest, binding: Manifest | undefined, resources: readonly { readonly group: string; readonly resource: string }[]): readonly Grant[] {
  const isCluster = binding === undefined ? role.kind === 'ClusterRole' : binding.kind === 'ClusterRoleBinding';
  const namespace = binding?.namespace ?? role.namespace;
  const where = isCluster
    ? { scope: 'cluster' as const, namespaces: [] }
    : namespace === undefined || isPlaceholder(namespace)
      ? { scope: 'own-namespace' as const, namespaces: [] }
      : { scope: 'namespace' as const, namespaces: [namespace] };
  return listAt(role.node, 'rules').flatMap((rule) => {
    const names = textsAt(rule, 'resourceNames').map(({ text }) => text);
    return textsAt(rule, 'apiGroups').flatMap((group) =>
      textsAt(rule, 'resources').flatMap((resource) =>
        textsAt(rule, 'verbs').flatMap((verb) =>
          expanded(group.text, resource.text, resources).flatMap((kind) =>
            (verb.text === '*' ? VERBS : [verb.text]).map((each) => ({
              ...kind,
              verb: each,
              ...where,
              resourceNames: names,
              path: role.path,
              line: role.lineOf(verb.node),
              wildcard: verb.text === '*' || resource.text.includes('*') || group.text === '*',
            })),
          ),
        ),
      ),
    );
  });
}

/** A wildcard stands for the kinds that Kubernetes has, those that the program uses, and itself when the group is open as well. */
function expanded(group: string, resource: string, used: readonly { readonly group: string; readonly resource: string }[]): readonly { readonly group: string; readonly resource: string }[] {
  if (group !== '*' && !resource.includes('*')) return [{ group, resource }];
  const mine = used.filter((each) => (group === '*' || each.group === group) && matches(resource, each.resource));
  const known = group === '*' ? [] : knownResources(group).filter((each) => matches(resource, each)).map((each) => ({ group, resource: each }));
  const all = [...mine, ...known, ...(group === '*' || known.length === 0 ? [{ group, resource }] : [])];
  return [...new Map(all.map((each) => [`${each.group}/${each.resource}`, each])).values()];
}

function matches(pattern: string, resource: string): boolean {
  return pattern === '*' || pattern === resource || (pattern.startsWith('*/') && resource.endsWith(pattern.slice(1)));
}
