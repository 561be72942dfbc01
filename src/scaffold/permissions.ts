// The RBAC of a generated controller: each Role, each rule, and the reasons.
import type { CustomKind } from './custom-kinds.ts';
import type { Project } from './project.ts';

/**
 * The use of a permission in the code; one purpose, one rule, so that each has one reason and one place in the Rust.
 */
export type Purpose = 'watch' | 'finalizer' | 'status' | 'watch-owned' | 'apply-owned' | 'events' | 'lease' | 'crd';

export interface RbacRule {
  readonly purpose: Purpose;
  readonly apiGroup: string;
  readonly resource: string;
  readonly verbs: readonly string[];
  readonly resourceNames?: readonly string[];
  /** The reason why the code needs it: a comment in deploy/, a row in docs/security.md. */
  readonly reason: string;
  /** The place in the Rust of the kind that needs it. */
  readonly folder?: string;
}

export interface RbacRole {
  readonly kind: 'Role' | 'ClusterRole';
  readonly name: string;
  readonly namespace?: string;
  /** The account to which it is bound, always in the install namespace. */
  readonly serviceAccount: string;
  readonly rules: readonly RbacRule[];
  /** The answer with its namespaces, one Role for each. */
  readonly each?: 'watchNamespaces';
}

type Names = Omit<Project, 'roles' | 'grants' | 'blastRadius'>;

/**
 * The Roles and ClusterRoles of one repository, in the order in which deploy/ lists them.
 *
 * `get`, `update` and `delete` are missing on purpose: objects are read from the watch's cache, written by
 * server-side apply, and deleted by garbage collection through their owner references.
 */
export function rolesFor(project: Names): readonly RbacRole[] {
  return [...workRoles(project), ...eventRoles(project), ...leaseRoles(project), ...crdRoles(project)];
}

/** Namespaced: the same Role in every watched namespace, and no ClusterRole. */
function workRoles(project: Names): readonly RbacRole[] {
  const { name, kinds } = project;
  const rules = [
    ...kinds.flatMap((kind) => ownRules(kind, project)),
    ...ownedRules(kinds),
    ...eventRules(project, (kind) => !kind.clusterScopedResource || isGrantedEverywhere(project)),
  ];
  if (project.clusterWide) return [{ kind: 'ClusterRole', name, serviceAccount: name, rules }];
  return (project.watchNamespaces ?? []).map((namespace) => ({
    kind: 'Role',
    name,
    namespace,
    serviceAccount: name,
    rules,
    each: 'watchNamespaces',
  }));
}

function ownRules({ kind, plural }: CustomKind, { group, finalizer }: Names): readonly RbacRule[] {
  const own = { apiGroup: group, resource: plural } as const;
  return [
    { ...own, purpose: 'watch', verbs: ['list', 'watch'], reason: `The controller follows every ${kind}.` },
    ...(finalizer
      ? [
          {
            ...own,
            purpose: 'finalizer',
            verbs: ['patch'],
            reason: `Its finalizer is added to each ${kind} and taken off after the clean-up.`,
          } as const,
        ]
      : []),
    {
      ...own,
      purpose: 'status',
      resource: `${plural}/status`,
      verbs: ['patch'],
      reason: `It writes what it did into the status of the ${kind}.`,
    },
  ];
}

/** Kinds that several kinds own are granted once: the first owner is named in the reason. */
function ownedRules(kinds: readonly CustomKind[]): readonly RbacRule[] {
  const owners = new Map(kinds.toReversed().flatMap(({ owned, folder }) => owned.map((kind) => [kind, folder])));
  const inOrder = new Set(kinds.flatMap(({ owned }) => owned));
  return [...inOrder].flatMap((built): readonly RbacRule[] => {
    const { group, kind, plural } = built;
    const owned = { apiGroup: group, resource: plural, folder: owners.get(built) ?? 'src' } as const;
    return [
      {
        ...owned,
        purpose: 'watch-owned',
        verbs: ['list', 'watch'],
        reason: `A ${kind} that somebody changes or deletes is put right again.`,
      },
      {
        ...owned,
        purpose: 'apply-owned',
        verbs: ['create', 'patch'],
        reason: `Server-side apply is a patch, and a create where the ${kind} is not there yet.`,
      },
    ];
  });
}

/** Events of a cluster-scoped object are in the namespace `default`. Source: kube-runtime, `events::Recorder`. */
function eventRoles(project: Names): readonly RbacRole[] {
  const { name } = project;
  const rules = eventRules(project, (kind) => kind.clusterScopedResource);
  return rules.length === 0 || isGrantedEverywhere(project)
    ? []
    : [{ kind: 'Role', name: `${name}-events`, namespace: 'default', serviceAccount: name, rules }];
}

/** If the ClusterRole allows events of a kind in every namespace, `default` is one of them. */
function isGrantedEverywhere({ clusterWide, kinds }: Names): boolean {
  return clusterWide && kinds.some((kind) => !kind.clusterScopedResource);
}

/** @param stand the kinds whose events are in the scope of the rule */
function eventRules({ events, kinds }: Names, stand: (kind: CustomKind) => boolean): readonly RbacRule[] {
  const there = kinds.filter(stand).map(({ kind }) => kind);
  if (!events || there.length === 0) return [];
  const reason = `\`kubectl describe\` of a ${there.join(' or a ')} shows what happened; an event that repeats is patched.`;
  return [{ purpose: 'events', apiGroup: 'events.k8s.io', resource: 'events', verbs: ['create', 'patch'], reason }];
}

function leaseRoles({ name, installNamespace, leaderElection }: Names): readonly RbacRole[] {
  if (!leaderElection) return [];
  const rule: RbacRule = {
    purpose: 'lease',
    apiGroup: 'coordination.k8s.io',
    resource: 'leases',
    verbs: ['get', 'patch'],
    resourceNames: [name],
    reason: 'Of the replicas, the one that holds this Lease works. lease.yaml creates it, so the controller need not.',
  };
  return [
    { kind: 'Role', name: `${name}-leader-election`, namespace: installNamespace, serviceAccount: name, rules: [rule] },
  ];
}

/** With resourceNames, `create` works only for server-side apply; a POST with any name stays denied. */
function crdRoles({ name, kinds, crdInstall, crdInstaller }: Names): readonly RbacRole[] {
  if (crdInstall === 'separate') return [];
  const rule: RbacRule = {
    purpose: 'crd',
    apiGroup: 'apiextensions.k8s.io',
    resource: 'customresourcedefinitions',
    verbs: ['create', 'patch'],
    resourceNames: kinds.map(({ crdName }) => crdName),
    reason: 'It applies its own CRD and no other, and cannot delete it: that would delete every object of the kind.',
  };
  return [
    {
      kind: 'ClusterRole',
      name: `${name}-crd`,
      serviceAccount: crdInstall === 'job' ? crdInstaller : name,
      rules: [rule],
    },
  ];
}
