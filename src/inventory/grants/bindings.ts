// Which roles a binding grants, and to which ServiceAccounts: as the authorizer of Kubernetes matches them.
import { spoken } from '../../formats/helm/expression.ts';
import { groupBy } from '../../group-by.ts';
import { once } from '../../once.ts';
import { selectsLabels } from '../../kubernetes/label-selector.ts';
import { writtenAt, type Manifest } from '../manifests.ts';
import { itemsAt, partAt, plainOf, textAt } from '../part.ts';
import { mayBeSame, type Namespace } from './namespaces.ts';
import { podsIn } from './pods.ts';

/** A role that a binding grants, with the names of the ServiceAccounts that get it; one that runs nothing here by `namespace/name`. */
export interface Held {
  readonly role: Manifest;
  readonly accounts: readonly string[];
}

export function heldRoles(manifests: readonly Manifest[]): readonly Held[] {
  const roles = manifests.filter(isRole);
  const running = runningIn(manifests);
  return manifests
    .filter(isBinding)
    .flatMap((binding) =>
      rolesOf(binding, roles).flatMap((role) =>
        withAggregated(role, roles).map((part) => ({ role: part, accounts: accountsOf(binding, running) })),
      ),
    );
}

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
  const named = (byName(roles).get(referenceOf(binding)) ?? []).filter((role) => refersTo(binding, role));
  return named.filter((role) => isNearest(role, binding, named));
}

const byName = once((roles: readonly Manifest[]) => groupBy(roles, referenceTo));

/** The kind and the name that a binding refers to; of what is a role, those by which one refers to it. */
export const referenceOf = once((binding: Manifest) => {
  const kind = writtenAt(binding, ['roleRef', 'kind']) ?? kindByOpenShift(binding) ?? '';
  const name = roleNameOf(binding) || (writtenAt(binding, ['roleRef', 'name']) ?? '');
  return `${kind}\0${spoken(name)}`;
});
export const referenceTo = once((role: Manifest) => `${role.kind}\0${spoken(role.name)}`);

/**
 * Whether a binding's reference may mean a role: a Role is of the namespace of its binding.
 * Names may be actions of a template: then both include the same, be it with `.` or, in a loop, with `$`.
 */
export function refersTo(binding: Manifest, role: Manifest): boolean {
  return (
    referenceOf(binding) === referenceTo(role) &&
    (role.kind === 'ClusterRole' || mayBeSame(role.namespace, binding.namespace))
  );
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

export function runningIn(manifests: readonly Manifest[]): readonly Running[] {
  return podsIn(manifests).map(({ manifest: { namespace }, account }) => ({ account, namespace }));
}

/**
 * The names of the ServiceAccounts that a binding is for, be they written as such, as a User or as one of the groups that every
 * ServiceAccount is in. One that only runs in other namespaces than the binding says is another: `namespace/name`.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-subjects
 */
export function accountsOf(binding: Manifest, running: readonly Running[]): readonly string[] {
  const names = itemsAt(binding.part, 'subjects').flatMap((subject) => {
    const [kind, name = ''] = [textAt(subject, 'kind'), textAt(subject, 'name')];
    if (kind === 'ServiceAccount')
      return named({ account: name, namespace: textAt(subject, 'namespace') ?? binding.namespace }, running);
    const [, namespace, account] = /^system:serviceaccount:([^:]*):([^:]+)$/.exec(name) ?? [];
    if (account !== undefined) return kind === 'Group' ? [] : named({ account, namespace }, running);
    return kind === 'Group' ? running.filter((one) => isIn(name, one)).map((one) => one.account) : [];
  });
  return [...new Set(names)];
}

function named(subject: Running, running: readonly Running[]): readonly string[] {
  const same = running.filter(({ account }) => account === subject.account);
  const isHere = same.length === 0 || same.some(({ namespace }) => mayBeSame(namespace, subject.namespace));
  return [isHere ? subject.account : `${subject.namespace}/${subject.account}`];
}

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
  const selectors = itemsAt(role.part, 'aggregationRule', 'clusterRoleSelectors').map(plainOf);
  const parts = roles.filter(
    (other) =>
      other !== role &&
      other.kind === 'ClusterRole' &&
      selectors.some((selector) => selectsLabels(selector, labelsOf(other)) !== false),
  );
  return [role, ...parts];
}

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
