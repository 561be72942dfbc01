// Turns the requests of a program into permissions: one for each resource, verb and scope, with the lines that need it.

import type { Scope } from '../kubernetes/scope.ts';
import { groupBy } from '../group-by.ts';
import type { Program } from './evaluate/program.ts';
import type { Place, Trail } from './evaluate/frame.ts';
import type { OneName, Request, Unresolved } from './evaluate/request.ts';
import { constantResource } from './evaluate/intrinsics.ts';
import { kindOf } from './evaluate/resource-kind.ts';
import type { Origin } from './evaluate/origin.ts';
import { OTHER_CLUSTER } from './evaluate/other-cluster.ts';
import { kindOfResource } from '../kubernetes/kinds-table.ts';
import { subresourcesOf } from '../kubernetes/subresources.ts';
import { isEnforced } from './enforcement.ts';
import type { Evidence, Permission } from './permission.ts';
import { isNamed, prune, show, type Ty } from './types/ty.ts';

interface Draft {
  readonly group: string;
  readonly resource: string;
  readonly verb: string;
  readonly scope: Scope;
  readonly namespaces: readonly string[];
  readonly names: readonly string[] | undefined;
  readonly oneName: OneName | undefined;
  readonly condition: string | undefined;
  readonly evidence: Evidence;
}

export function toPermissions(
  requests: readonly Request[],
  program: Program,
  versionOf: (crate: string) => string | undefined = () => undefined,
): {
  readonly permissions: readonly Permission[];
  readonly unresolved: readonly Unresolved[];
  /** Calls that no role can make succeed. */
  readonly faults: readonly Unresolved[];
} {
  const unresolved: Unresolved[] = [];
  const faults: Unresolved[] = [];
  const drafts: Draft[] = [];
  // A program whose only client has such settings asks its own cluster that way, such as a command line.
  const hasOwn = requests.some(({ isOfOther }) => isOfOther !== true);
  for (const request of requests) {
    const resource = resourceOf(request, program, versionOf);
    if (typeof resource === 'string') unresolved.push({ place: request.place, why: resource });
    else if (lacksSubresource(request.subresource, resource))
      faults.push({
        place: request.place,
        why: `${resource.plural} have no subresource \`${request.subresource}\` in Kubernetes: the API server answers 404, whatever a role grants.`,
      });
    else if (!isGrantedToAll(resource.group, resource.plural))
      drafts.push(...draftsOf(hasOwn ? request : { ...request, isOfOther: false }, resource));
  }
  return { permissions: merge(drafts), unresolved, faults };
}

/**
 * A built-in kind without the subresource; for a declared kind its CRD decides. `finalizers` is not a requested
 * subresource, but a name in RBAC.
 */
function lacksSubresource(subresource: string | undefined, { group, plural }: Resource): boolean {
  return (
    subresource !== undefined &&
    subresource !== 'finalizers' &&
    kindOfResource(group, plural) !== undefined &&
    !subresourcesOf(`${group}/${plural}`).includes(subresource)
  );
}

interface Resource {
  readonly group: string;
  readonly plural: string;
  readonly namespaced: boolean;
}

function resourceOf(
  { on, verb }: Request,
  program: Program,
  versionOf: (crate: string) => string | undefined,
): Resource | string {
  if ('resource' in on) {
    const slash = on.resource.indexOf('/');
    const [group, plural] = [on.resource.slice(0, slash), on.resource.slice(slash + 1)];
    return { group, plural, namespaced: kindOfResource(group, plural.split('/')[0] ?? '')?.namespaced ?? true };
  }
  const api = prune(on.api.ty);
  const kind = api.k === 'nominal' && api.args[0] !== undefined ? prune(api.args[0]) : undefined;
  const given = constantResource(on.api.fields?.get('resource'));
  if (kind === undefined || kind.k === 'var')
    return given ?? `The kind of the Api that this \`${verb}\` goes to is not known.`;
  const record = kindOf(kind, program);
  if (record !== undefined) return record;
  if (given !== undefined) return given;
  if (isNamed(kind, 'DynamicObject', 'Object', 'PartialObjectMeta'))
    return `This \`${verb}\` goes to a kind that is decided while the program runs.`;
  return `\`${show(kind)}\`${fromCrate(kind, versionOf)} is not known to be a kind of Kubernetes, so what this \`${verb}\` needs is not known.${howToTell(kind)}`;
}

/** The crate that declares a type, with its version, if it is not in this repository. */
function crateOf(kind: Ty): string | undefined {
  const path = kind.k === 'nominal' && kind.def.module === undefined ? kind.def.path : [];
  return path.length > 1 && !['std', 'core', 'alloc'].includes(path[0] ?? '') ? path[0] : undefined;
}

function fromCrate(kind: Ty, versionOf: (crate: string) => string | undefined): string {
  const crate = crateOf(kind);
  if (crate === undefined) return '';
  const version = versionOf(crate);
  return ` of the crate ${crate}${version === undefined ? '' : ` ${version}`}`;
}

function howToTell(kind: Ty): string {
  const crate = crateOf(kind);
  return crate === undefined || crate === 'k8s_openapi'
    ? ''
    : ` If it is one, say so in a line of --models ${crate}.rs: #[derive(CustomResource)] #[kube(group = "…", version = "…", kind = "${show(kind)}", namespaced)] pub struct ${show(kind)}Spec;`;
}

/** Every user may query the own permissions (ClusterRole system:basic-user). */
function isGrantedToAll(group: string, plural: string): boolean {
  return (group === 'authorization.k8s.io' || group === 'authentication.k8s.io') && plural.startsWith('self');
}

function draftsOf(request: Request, resource: Resource): readonly Draft[] {
  const base = {
    group: resource.group,
    resource: request.subresource === undefined ? resource.plural : `${resource.plural}/${request.subresource}`,
    verb: request.verb,
    names: request.names,
    oneName: request.oneName,
    condition: request.isOfOther === true ? OTHER_CLUSTER : request.condition,
    evidence: { ...request.place, trail: wayTo(request.trail) },
  };
  if (!resource.namespaced) return [{ ...base, scope: 'cluster', namespaces: [] }];
  return scopesOf(request.origin).map((scope) => ({ ...base, ...scope }));
}

function scopesOf(
  origin: Origin | undefined,
): readonly { readonly scope: Scope; readonly namespaces: readonly string[] }[] {
  if (origin === undefined || origin.anywhere === true) return [{ scope: 'cluster', namespaces: [] }];
  const scopes: { scope: Scope; namespaces: readonly string[] }[] = [];
  if (origin.own === true) scopes.push({ scope: 'own-namespace', namespaces: [] });
  if (origin.configured === true) scopes.push({ scope: 'namespace', namespaces: [] });
  const isFallback = (origin.own === true || origin.configured === true) && origin.apart !== true;
  if (origin.names !== undefined && !isFallback)
    scopes.push({ scope: 'namespace', namespaces: origin.names.filter((name) => name !== '') });
  return scopes.length === 0 ? [{ scope: 'cluster', namespaces: [] }] : scopes;
}

function wayTo(trail: Trail | undefined): Evidence['trail'] {
  const steps: (Place & { readonly name: string })[] = [];
  for (let at = trail; at !== undefined && steps.length < 64; at = at.up) steps.unshift({ name: at.name, ...at.place });
  return steps;
}

const WIDTH: Readonly<Record<Scope, number>> = { 'own-namespace': 0, namespace: 1, cluster: 2 };

function merge(drafts: readonly Draft[]): readonly Permission[] {
  const groups = groupBy(drafts, (draft) => `${draft.group} ${draft.resource} ${draft.verb}`);
  const permissions = [...groups.values()].flatMap((same) => mergeSame(same));
  return permissions.sort((a, b) =>
    compare(
      [a.group, a.resource, a.verb, String(WIDTH[a.scope])],
      [b.group, b.resource, b.verb, String(WIDTH[b.scope])],
    ),
  );
}

function compare(a: readonly string[], b: readonly string[]): number {
  for (const [at, left] of a.entries()) {
    const right = b[at] ?? '';
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}

/** One verb on one resource: a certain need replaces a conditional one, and the whole cluster replaces a namespace. */
function mergeSame(drafts: readonly Draft[]): readonly Permission[] {
  const sure = drafts.filter((draft) => draft.condition === undefined);
  const own = drafts.filter((draft) => draft.condition !== OTHER_CLUSTER);
  const used = sure.length > 0 ? sure : own.length > 0 ? own : drafts;
  const found = byScope(used);
  const wider = used === sure ? own.filter((draft) => draft.condition !== undefined && isWider(draft, found)) : [];
  return [...found, ...byScope(wider)];
}

/** Whether a need under a condition goes beyond what is certainly needed. */
function isWider(draft: Draft, found: readonly Permission[]): boolean {
  return found.every((each) => WIDTH[each.scope] < WIDTH[draft.scope]);
}

function byScope(used: readonly Draft[]): readonly Permission[] {
  const scopes = [...groupBy(used, placeOf).values()].sort(([a], [b]) => widthOf(a) - widthOf(b));
  const cluster = scopes.find(([first]) => first?.scope === 'cluster');
  const isOpen = cluster?.some((draft) => draft.names === undefined) === true;
  return isOpen
    ? [toPermission('cluster', used)]
    : scopes.map((members) => toPermission(members[0]?.scope ?? 'cluster', members));
}

/** Namespaces that the installation sets are not among those that the code names. */
function placeOf({ scope, namespaces }: Draft): string {
  return scope === 'namespace' && namespaces.length === 0 ? 'configured' : scope;
}

function widthOf(draft: Draft | undefined): number {
  return draft === undefined ? 0 : WIDTH[draft.scope];
}

function toPermission(scope: Scope, members: readonly Draft[]): Permission {
  const [first] = members;
  const isOpen = members.some((draft) => draft.names === undefined);
  const evidence = [
    ...new Map(members.map((draft) => [`${draft.evidence.path}:${draft.evidence.line}`, draft.evidence])).values(),
  ];
  return {
    group: first?.group ?? '',
    resource: first?.resource ?? '',
    verb: first?.verb ?? '',
    scope,
    namespaces: scope === 'namespace' ? [...new Set(members.flatMap((draft) => draft.namespaces))].sort() : [],
    resourceNames: isOpen ? [] : [...new Set(members.flatMap((draft) => draft.names ?? []))].sort(),
    ...(isOpen ? oneNameOf(members) : {}),
    condition: members.find((draft) => !isEnforced(draft.condition))?.condition ?? first?.condition ?? null,
    evidence: evidence.sort((a, b) => (a.path === b.path ? a.line - b.line : a.path < b.path ? -1 : 1)),
  };
}

/** Undefined if one of them requests all objects. */
function oneNameOf(members: readonly Draft[]): Pick<Permission, 'oneName'> {
  const forms = members.map(({ names, oneName }) => names ?? oneName?.forms);
  if (forms.some((each) => each === undefined)) return {};
  const isGiven = members.every(({ names, oneName }) => names !== undefined || oneName?.isGiven === true);
  return { oneName: { forms: [...new Set(forms.flatMap((each) => each ?? []))].sort(), isGiven } };
}
