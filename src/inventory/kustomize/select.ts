// The objects that a target or a selector of a kustomization matches.
import { plainOf, partAt, textAt, type Part } from '../part.ts';
import { apiGroupOf, kindOf, namesOf, namespaceOf, namespacesOf, versionOf, type Resource } from './resource.ts';
import { groupOf } from '../../kubernetes/api-group.ts';

/** Whether it matches an object; undefined if the selector is written in an unsupported way. */
export type Selector = (resource: Resource) => boolean | undefined;

export function selectorOf(selector: Part): Selector {
  const said = (key: string): string | undefined => textAt(selector, key);
  const [kind, group, version] = [like(said('kind')), like(said('group')), like(said('version'))];
  const [name, namespace] = [like(said('name')), like(said('namespace'))];
  const [labels, annotations] = [said('labelSelector'), said('annotationSelector')];
  return (resource) => {
    let isKnown = true;
    // An object that one condition excludes stays excluded.
    for (const answer of [
      () => kind([kindOf(resource)]),
      () => name(namesOf(resource)),
      () => group([apiGroupOf(resource)]),
      () => version([versionOf(resource)]),
      () => namespace(namespaceOf(resource) === undefined ? ['default', ''] : namespacesOf(resource)),
      () => hasLabels(resource, 'labels', labels),
      () => hasLabels(resource, 'annotations', annotations),
    ]) {
      const is = answer();
      if (is === false) return false;
      if (is === undefined) isKnown = false;
    }
    return isKnown ? true : undefined;
  };
}

/** The objects that a patch without a target is for. */
export function meantBy(patch: Part): Selector {
  const [kind, name] = [textAt(patch, 'kind'), textAt(patch, 'metadata', 'name') ?? ''];
  const group = groupOf(textAt(patch, 'apiVersion') ?? '');
  const namespace = textAt(patch, 'metadata', 'namespace');
  return (resource) => {
    if (kind !== kindOf(resource) || !namesOf(resource).includes(name) || group !== apiGroupOf(resource)) return false;
    const namespaces = namespacesOf(resource);
    return namespace === undefined || namespaces.length === 0 || namespaces.includes(namespace);
  };
}

/**
 * kustomize matches a regular expression against the whole text. Only common forms are supported: words, `.*` and `|`.
 * Others could run forever on a malicious name.
 */
function like(pattern: string | undefined): (texts: readonly string[]) => boolean | undefined {
  if (pattern === undefined || pattern === '') return () => true;
  const plain = pattern
    .replace(/^\^/, '')
    .replace(/\$$/, '')
    .replace(/^\(([^()]*)\)$/, '$1');
  if (/[^\w.*|+/-]/.test(plain) || /[+*]{2}|(?:^|[^.])[*+]/.test(plain)) return () => undefined;
  const ways = plain.split('|');
  return (texts) => ways.some((one) => texts.some((text) => fits(one, text)));
}

function fits(pattern: string, text: string): boolean {
  const parts = pattern.split(/\.[*+]/);
  const [first = '', ...rest] = parts;
  if (rest.length === 0) return text === first;
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (const [index, part] of rest.entries()) {
    const found = index === rest.length - 1 ? Math.max(at, text.length - part.length) : text.indexOf(part, at);
    if (found === -1 || !text.startsWith(part, found)) return false;
    at = found + part.length;
  }
  return true;
}

function hasLabels(
  { part }: Resource,
  key: 'labels' | 'annotations',
  selector: string | undefined,
): boolean | undefined {
  if (selector === undefined || selector === '') return true;
  const found = partAt(part, ['metadata', key]);
  const value = found === undefined ? {} : plainOf(found);
  const labels: ReadonlyMap<string, unknown> = new Map(
    Object.entries(typeof value === 'object' && value !== null ? value : {}),
  );
  const answers = selector.split(',').map((each) => {
    const [, name = '', operator, wanted] = /^([\w./-]+)(?:\s*(==?|!=)\s*([\w./-]*))?$/.exec(each.trim()) ?? [];
    if (name === '') return undefined;
    if (operator === undefined) return labels.has(name);
    return (String(labels.get(name) ?? '') === wanted) === (operator !== '!=');
  });
  return answers.includes(undefined) ? undefined : answers.every((answer) => answer === true);
}
