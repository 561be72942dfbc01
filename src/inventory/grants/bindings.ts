// Which roles a binding grants, and to which ServiceAccounts: as the authorizer of Kubernetes matches them.
import { spoken } from '../../formats/helm/expression.ts';
import { groupBy } from '../../group-by.ts';
import { once } from '../../once.ts';
import { selectsLabels } from '../../kubernetes/label-selector.ts';
import { writtenAt, type Manifest } from '../manifests.ts';
import { itemsAt, partAt, plainOf, textAt } from '../part.ts';
import { byNamespace, mayBeSame, type Namespace } from './namespaces.ts';
import { podsIn } from './pods.ts';

/** A role that a binding grants, with the names of the ServiceAccounts that get it; one that runs nothing here by `namespace/name`. */
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

/** All accounts that any role is for. */
export const heldAccounts = once(
  (manifests: readonly Manifest[]): ReadonlySet<string> =>
    new Set(
      bindingsIn(manifests)
        .filter((binding) => rolesOf(binding, rolesIn(manifests)).length > 0)
        .flatMap((binding) => accountsOf(binding, manifests)),
    ),
);

/** Each account asks for them again. */
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

/** The roles that a binding grants; where several files hold one of its name, the role beside it. */
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
 * The kind and the name that a binding refers to; of what is a role, those by which one refers to it.
 * Names may be actions of a template: then both include the same, be it with `.` or, in a loop, with `$`.
 */
export const referenceOf = once((binding: Manifest) => {
  const kind = writtenAt(binding, ['roleRef', 'kind']) ?? kindByOpenShift(binding) ?? '';
  const name = roleNameOf(binding) || (writtenAt(binding, ['roleRef', 'name']) ?? '');
  return `${kind}\0${spoken(name)}`;
});
export const referenceTo = once((role: Manifest) => `${role.kind}\0${spoken(role.name)}`);

/** Where a binding has to be that means a role: in the namespace of a Role, anywhere for a ClusterRole. */
export function namespaceOfRole({ kind, namespace }: Manifest): Namespace {
  return kind === 'ClusterRole' ? undefined : namespace;
}

/** A reference of OpenShift's own bindings has no kind: without a namespace it means a role of the cluster. */
export function kindByOpenShift(binding: Manifest): string | undefined {
  if (!binding.apiVersion.startsWith('authorization.openshift.io/')) return undefined;
  return writtenAt(binding, ['roleRef', 'namespace']) === undefined ? 'ClusterRole' : 'Role';
}

/** A ServiceAccount that a workload runs as. */
export interface Running {
  readonly account: string;
  readonly namespace: Namespace;
}

export const runningIn = once((manifests: readonly Manifest[]): readonly Running[] =>
  podsIn(manifests).map(({ manifest: { namespace }, account }) => ({ account, namespace })),
);

/**
 * The names of the ServiceAccounts that a binding is for, be they written as such, as a User or as one of the groups that every
 * ServiceAccount is in. One that only runs in other namespaces than the binding says is another: `namespace/name`.
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

/** Whether a ServiceAccount is in a group: in that of all who are known, of all accounts, or of those of its namespace. */
function isIn(group: string, { namespace }: Running): boolean {
  const [, only] = /^system:serviceaccounts:([^:]+)$/.exec(group) ?? [];
  return (
    group === 'system:authenticated' ||
    group === 'system:serviceaccounts' ||
    (only !== undefined && mayBeSame(namespace, only))
  );
}

/** Whether a subject stands for people alone: no ServiceAccount is meant by its name, or is in its group. */
export function isOfPeople(kind: string, name: string): boolean {
  return (kind === 'User' || kind === 'Group') && !/^system:(?:serviceaccounts?(?::|$)|authenticated$)/.test(name);
}

/** A ClusterRole with an `aggregationRule` has the rules of those that carry its labels. */
export function withAggregated(role: Manifest, roles: readonly Manifest[]): readonly Manifest[] {
  return [role, ...(aggregatedAmong(roles).get(role) ?? [])];
}

/** Whether what a role has of others is left out: it is open to other roles of the cluster in any case. */
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
