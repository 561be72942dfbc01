// An object while kustomize changes it.
import { groupOf } from '../../kubernetes/api-group.ts';
import { once } from '../../once.ts';
import { partAt, textAt, type Part } from '../part.ts';

export interface Resource {
  readonly part: Part;
  /** The names that it had before prefixes and suffixes: patches and references may still use them. */
  readonly earlier: readonly string[];
  /** The namespaces that it had before: patches may still use them. */
  readonly moved?: readonly string[];
  /** A patch to an object outside of the repository: a field that it lacks is in that object. */
  readonly partial?: true;
}

export function kindOf(resource: Resource): string {
  return identityOf(resource).kind;
}

export function apiGroupOf(resource: Resource): string {
  return groupOf(identityOf(resource).apiVersion);
}

export function versionOf(resource: Resource): string {
  return identityOf(resource).apiVersion.split('/').at(-1) ?? '';
}

export function nameOf(resource: Resource): string {
  return identityOf(resource).name;
}

export function namespaceOf(resource: Resource): string | undefined {
  return identityOf(resource).namespace;
}

/** Cached, because every patch compares every object. */
const identityOf = once(({ part }: Resource) => ({
  kind: textAt(part, 'kind') ?? '',
  apiVersion: textAt(part, 'apiVersion') ?? '',
  name: textAt(part, 'metadata', 'name') ?? '',
  namespace: textAt(part, 'metadata', 'namespace'),
}));

/** The properties that must differ between two objects of one kustomization. */
export function idOf(resource: Resource): string {
  return JSON.stringify([
    apiGroupOf(resource),
    kindOf(resource),
    namespaceOf(resource) ?? 'default',
    nameOf(resource),
    identityOf(resource).apiVersion,
  ]);
}

const local = ['metadata', 'annotations', 'config.kubernetes.io/local-config'] as const;

/** The object is only for tools, and is not installed. Source: `DropLocalNodes` of kustomize. */
export function isLocal({ part }: Resource): boolean {
  return partAt(part, local) !== undefined && textAt(part, ...local) !== 'false';
}

/** All names that a kustomization may use for it. */
export function namesOf(resource: Resource): readonly string[] {
  return [nameOf(resource), ...resource.earlier];
}

/** All namespaces that a kustomization may use for it; none if it never had one. */
export function namespacesOf(resource: Resource): readonly string[] {
  const now = namespaceOf(resource);
  return [...(now === undefined ? [] : [now]), ...(resource.moved ?? [])];
}

/** The files that a kustomization names, and its unknown parts. */
export interface Unread {
  readonly path: string;
  readonly line: number;
  readonly message: string;
}
