// The resources of a rule: wildcards are expanded, and of several groups with several resources only existing pairs are
// kept.

import { kindOfResource, knownResources } from '../../kubernetes/kinds-table.ts';
import { groupBy } from '../../group-by.ts';
import { once } from '../../once.ts';
import { RELEASE_NAME } from '../chart/load.ts';

export interface ResourceName {
  readonly group: string;
  readonly resource: string;
}

interface Granted extends ResourceName {
  readonly isWildcard: boolean;
}

/** `existing` are the resources that the program uses and those that the repository declares. */
export function resourcesOf(
  groups: readonly string[],
  resources: readonly string[],
  existing: readonly ResourceName[],
): readonly Granted[] {
  const pairs = groups.flatMap((group) =>
    resources.flatMap((resource) => expanded(filled(group, resource, existing), resource, existing)),
  );
  const named = new Set(pairs.filter((pair) => exists(pair, existing)).map(({ resource }) => parent(resource)));
  return pairs.filter((pair) => {
    if (groups.length === 1 || pair.isWildcard || exists(pair, existing)) return true;
    // `apiGroups: ["", apps]` with `resources: [pods, deployments]` does not mean Pods of the group apps.
    return !named.has(parent(pair.resource)) && !isBuiltIn(pair.group);
  });
}

function exists({ group, resource }: ResourceName, existing: readonly ResourceName[]): boolean {
  return kindOfResource(group, parent(resource)) !== undefined || namesOf(existing).has(`${group}/${parent(resource)}`);
}

const namesOf = once(
  (existing: readonly ResourceName[]): ReadonlySet<string> =>
    new Set(existing.map(({ group, resource }) => `${group}/${parent(resource)}`)),
);

const byGroup = once((existing: readonly ResourceName[]) => groupBy(existing, ({ group }) => group));

function isBuiltIn(group: string): boolean {
  return knownResources(group).length > 0;
}

function parent(resource: string): string {
  return resource.split('/')[0] ?? '';
}

/** A group that only Helm knows in full (`{{ … }}.example.com`) is the one matching group with this resource. */
function filled(group: string, resource: string, existing: readonly ResourceName[]): string {
  if (!group.includes(RELEASE_NAME)) return group;
  const fitting = new Set(
    existing
      .filter(
        (each) =>
          each.resource === resource &&
          each.group.includes('.') &&
          tails(group).some((tail) => each.group.endsWith(tail)),
      )
      .map((each) => each.group),
  );
  const [only] = fitting;
  return fitting.size === 1 && only !== undefined ? only : group;
}

/** The possible ends of the text after the expression. */
function tails(group: string): readonly string[] {
  const parts = group.split('.');
  return parts
    .map((_, at) => parts.slice(at).join('.'))
    .filter((tail) => tail.includes('.') && !tail.includes(RELEASE_NAME));
}

/**
 * A wildcard stands for the kinds of Kubernetes, the other existing kinds, and itself if the group is a wildcard as
 * well.
 */
function expanded(group: string, resource: string, existing: readonly ResourceName[]): readonly Granted[] {
  const isWildcard = group === '*' || resource.includes('*');
  if (!isWildcard) return [{ group, resource, isWildcard }];
  const here = group === '*' ? existing : (byGroup(existing).get(group) ?? []);
  const mine = here.filter((each) => matches(resource, each.resource));
  const known =
    group === '*'
      ? []
      : knownResources(group)
          .filter((each) => matches(resource, each))
          .map((each) => ({ group, resource: each }));
  const all = [...mine, ...known, ...(group === '*' || known.length === 0 ? [{ group, resource }] : [])];
  return [
    ...new Map(
      all.map((each) => [`${each.group}/${each.resource}`, { group: each.group, resource: each.resource, isWildcard }]),
    ).values(),
  ];
}

function matches(pattern: string, resource: string): boolean {
  return pattern === '*' || pattern === resource || (pattern.startsWith('*/') && resource.endsWith(pattern.slice(1)));
}
