// An object while kustomize works on it.
import { groupOf } from '../../kubernetes/api-group.ts';
import { partAt, textAt, type Part } from '../part.ts';

export interface Resource {
  readonly part: Part;
  /** The names that it had before prefixes and suffixes: patches and references may still use them. */
  readonly earlier: readonly string[];
  /** The namespaces that it had before, of which patches may still speak. */
  readonly moved?: readonly string[];
  /** A patch to an object that is not here: what it lacks is said elsewhere. */
  readonly partial?: true;
}

export function kindOf({ part }: Resource): string {
  return textAt(part, 'kind') ?? '';
}

export function apiGroupOf({ part }: Resource): string {
  return groupOf(textAt(part, 'apiVersion') ?? '');
}

export function nameOf({ part }: Resource): string {
  return textAt(part, 'metadata', 'name') ?? '';
}

export function namespaceOf({ part }: Resource): string | undefined {
  return textAt(part, 'metadata', 'namespace');
}

/** What must differ between two objects of one kustomization. */
export function idOf(resource: Resource): string {
  const { part } = resource;
  return JSON.stringify([
    apiGroupOf(resource),
    kindOf(resource),
    namespaceOf(resource) ?? 'default',
    nameOf(resource),
    textAt(part, 'apiVersion'),
  ]);
}

const local = ['metadata', 'annotations', 'config.kubernetes.io/local-config'] as const;

/** It is there for tools alone, and is not installed. Source: `DropLocalNodes` of kustomize. */
export function isLocal({ part }: Resource): boolean {
  return partAt(part, local) !== undefined && textAt(part, ...local) !== 'false';
}

/** All names under which a kustomization may speak of it. */
export function namesOf(resource: Resource): readonly string[] {
  return [nameOf(resource), ...resource.earlier];
}

/** All namespaces in which a kustomization may speak of it; nothing where it never had one. */
export function namespacesOf(resource: Resource): readonly string[] {
  const now = namespaceOf(resource);
  return [...(now === undefined ? [] : [now]), ...(resource.moved ?? [])];
}

/** What a kustomization names and what is not known of it. */
export interface Unread {
  readonly path: string;
  readonly line: number;
  readonly message: string;
}
