// The roles that a binding grants, and the ServiceAccounts that get them, as the authorizer of Kubernetes decides it.
import { spoken } from '../../formats/helm/expression.ts';
import { groupBy } from '../../group-by.ts';
import { once } from '../../once.ts';
import { selectsLabels } from '../../kubernetes/label-selector.ts';
import { writtenAt, type Manifest } from '../manifests.ts';
import { itemsAt, partAt, plainOf, textAt } from '../part.ts';
import { byNamespace, mayBeSame, type Namespace } from './namespaces.ts';
import { podsIn } from './pods.ts';

/**
 * A role that a binding grants, with the names of the ServiceAccounts that get it; an account without a Pod here has
 * the form `namespace/name`.
 */
export interface Held {
  readonly role: Manifest;
  readonly accounts: readonly string[];
}

export const heldRoles = once((manifests: readonly Manifest[]): readonly Held[] => {
  const roles = rolesIn(manifests);
  return bindingsIn(manifests).flatMap((binding) => {
    const accounts = accountsOf(binding, manifests);
    return rolesOf(binding, roles).flatMap((role) =>
      withAggregated(role, roles).map((part) => ({ role: part, accounts })),
    );
  });
});

/** All accounts to which any role is bound. */
export const heldAccounts = once(
  (manifests: readonly Manifest[]): ReadonlySet<string> =>
    new Set(
      bindingsIn(manifests)
        .filter((binding) => rolesOf(binding, rolesIn(manifests)).length > 0)
        .flatMap((binding) => accountsOf(binding, manifests)),
    ),
);

/** Cached, because each account needs them. */
export const rolesIn = once((manifests: readonly Manifest[]) => manifests.filter(isRole));
export const bindingsIn = once((manifests: readonly Manifest[]) => manifests.filter(isBinding));

export function isRole({ kind }: Manifest): boolean {
  return kind === 'Role' || kind === 'ClusterRole';
}

export function isBinding({ kind }: Manifest): boolean {
  return kind === 'RoleBinding' || kind === 'ClusterRoleBinding';
}

export function roleNameOf({ part }: Manifest): string {
  return textAt(part, 'roleRef', 'name') ?? '';
}

/** The roles that a binding grants; if several files have a role of that name, the role in the nearest file. */
export function rolesOf(binding: Manifest, roles: readonly Manifest[]): readonly Manifest[] {
  const known = rolesAmong(roles);
  const found = known.get(binding) ?? rolesAnew(binding, roles);
  known.set(binding, found);
  return found;
}

const rolesAmong = once((_roles: readonly Manifest[]) => new Map<Manifest, readonly Manifest[]>());

function rolesAnew(binding: Manifest, roles: readonly Manifest[]): readonly Manifest[] {
  const named = byName(roles).get(referenceOf(binding))?.(binding.namespace) ?? [];
  return named.filter((role) => isNearest(role, binding, named));
}

const byName = once(
  (roles: readonly Manifest[]) =>
    new Map([...groupBy(roles, referenceTo)].map(([name, ones]) => [name, byNamespace(ones, namespaceOfRole)])),
);

/**
 * The kind and the name to which a binding refers; for a role, those by which a binding refers to it.
 * Names may be actions of a template: two names are the same if both use the same value, with `.` or, in a loop, with
 * `$`.
 */
export const referenceOf = once((binding: Manifest) => {
  const kind = writtenAt(binding, ['roleRef', 'kind']) ?? kindByOpenShift(binding) ?? '';
  const name = roleNameOf(binding) || (writtenAt(binding, ['roleRef', 'name']) ?? '');
  return `${kind}\0${spoken(name)}`;
});
export const referenceTo = once((role: Manifest) => `${role.kind}\0${spoken(role.name)}`);

/** The namespaces in which a binding can refer to a role: that of a Role, any for a ClusterRole. */
export function namespaceOfRole({ kind, namespace }: Manifest): Namespace {
  return kind === 'ClusterRole' ? undefined : namespace;
}

/** A reference in OpenShift's own bindings has no kind: without a namespace it means a ClusterRole. */
export function kindByOpenShift(binding: Manifest): string | undefined {
  if (!binding.apiVersion.startsWith('authorization.openshift.io/')) return undefined;
  return writtenAt(binding, ['roleRef', 'namespace']) === undefined ? 'ClusterRole' : 'Role';
}

/** A ServiceAccount of a workload. */
export interface Running {
  readonly account: string;
  readonly namespace: Namespace;
}

export const runningIn = once((manifests: readonly Manifest[]): readonly Running[] =>
  podsIn(manifests).map(({ manifest: { namespace }, account }) => ({ account, namespace })),
);

/**
 * The names of the ServiceAccounts in a binding: named as such, as a User, or by one of the groups that contain every
 * ServiceAccount. An account whose Pods only run in other namespaces than the binding names is another one:
 * `namespace/name`.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-subjects
 */
export function accountsOf(binding: Manifest, manifests: readonly Manifest[]): readonly string[] {
  const known = accountsAmong(manifests);
  const accounts = known.get(binding) ?? accountsAnew(binding, runningIn(manifests));
  known.set(binding, accounts);
  return accounts;
}

const accountsAmong = once((_manifests: readonly Manifest[]) => new Map<Manifest, readonly string[]>());

function accountsAnew(binding: Manifest, running: readonly Running[]): readonly string[] {
  const names = itemsAt(binding.part, 'subjects').flatMap((subject) => {
    const [kind, name = ''] = [textAt(subject, 'kind'), textAt(subject, 'name')];
    if (kind === 'ServiceAccount')
      return named({ account: name, namespace: textAt(subject, 'namespace') ?? binding.namespace }, running);
    const [, namespace, account] = /^system:serviceaccount:([^:]*):([^:]+)$/.exec(name) ?? [];
    if (account !== undefined) return kind === 'Group' ? [] : named({ account, namespace }, running);
    return kind === 'Group' ? membersOf(name, running) : [];
  });
  return [...new Set(names)];
}

function named(subject: Running, running: readonly Running[]): readonly string[] {
  const same = byAccount(running).get(subject.account) ?? [];
  const isHere = same.length === 0 || same.some(({ namespace }) => mayBeSame(namespace, subject.namespace));
  return [isHere ? subject.account : `${subject.namespace}/${subject.account}`];
}

const byAccount = once((running: readonly Running[]) => groupBy(running, ({ account }) => account));

function membersOf(group: string, running: readonly Running[]): readonly string[] {
  const known = membersAmong(running);
  const members = known.get(group) ?? [...new Set(running.filter((one) => isIn(group, one)).map((one) => one.account))];
  known.set(group, members);
  return members;
}

const membersAmong = once((_running: readonly Running[]) => new Map<string, readonly string[]>());

/** Whether a ServiceAccount is in a group: all authenticated users, all accounts, or the accounts of its namespace. */
function isIn(group: string, { namespace }: Running): boolean {
  const [, only] = /^system:serviceaccounts:([^:]+)$/.exec(group) ?? [];
  return (
    group === 'system:authenticated' ||
    group === 'system:serviceaccounts' ||
    (only !== undefined && mayBeSame(namespace, only))
  );
}

/** Whether a subject means only people: it names no ServiceAccount, and its group contains none. */
export function isOfPeople(kind: string, name: string): boolean {
  return (kind === 'User' || kind === 'Group') && !/^system:(?:serviceaccounts?(?::|$)|authenticated$)/.test(name);
}

/** A ClusterRole with an `aggregationRule` has the rules of the roles with its labels. */
export function withAggregated(role: Manifest, roles: readonly Manifest[]): readonly Manifest[] {
  return [role, ...(aggregatedAmong(roles).get(role) ?? [])];
}

/** Whether the aggregated rules of a role are left out: other roles of the cluster can add to it in any case. */
export function isCut(role: Manifest, roles: readonly Manifest[]): boolean {
  return selectorsOf(role).length > 0 && !aggregatedAmong(roles).has(role);
}

function selectorsOf({ part }: Manifest): readonly unknown[] {
  return itemsAt(part, 'aggregationRule', 'clusterRoleSelectors').map(plainOf);
}

/** Each of a thousand roles could have the rules of a thousand others. */
const mostAggregated = 4000;

const aggregatedAmong = once((roles: readonly Manifest[]): ReadonlyMap<Manifest, readonly Manifest[]> => {
  const others = roles.filter(({ kind }) => kind === 'ClusterRole').map((role) => ({ role, labels: labelsOf(role) }));
  const found = new Map<Manifest, readonly Manifest[]>();
  let work = 0;
  for (const role of roles) {
    const selectors = selectorsOf(role);
    if (selectors.length === 0 || work > mostAggregated) continue;
    const parts = others.filter(
      (other) => other.role !== role && selectors.some((selector) => selectsLabels(selector, other.labels) !== false),
    );
    found.set(
      role,
      parts.map((one) => one.role),
    );
    work += parts.length + (selectors.length * others.length) / 100;
  }
  return found;
});

export function labelsOf({ part }: Manifest): Readonly<Record<string, unknown>> {
  const found = partAt(part, ['metadata', 'labels']);
  const value = found === undefined ? undefined : plainOf(found);
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function isNearest(role: Manifest, binding: Manifest, named: readonly Manifest[]): boolean {
  const same = named.filter((other) => other.name === role.name);
  const distance = (other: Manifest): number =>
    other.path === binding.path ? 0 : folder(other.path) === folder(binding.path) ? 1 : 2;
  return distance(role) === Math.min(...same.map(distance));
}

function folder(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
