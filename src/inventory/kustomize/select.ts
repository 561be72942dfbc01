// Which objects a target or a selector of a kustomization means.
import { plainOf, partAt, textAt, type Part } from '../part.ts';
import { apiGroupOf, kindOf, namesOf, namespaceOf, namespacesOf, type Resource } from './resource.ts';
import { groupOf } from '../../kubernetes/api-group.ts';

/** Whether an object is meant; undefined where the selector is written in a way that is not understood. */
export function isSelected(resource: Resource, selector: Part): boolean | undefined {
  const said = (key: string): string | undefined => textAt(selector, key);
  const answers = [
    like(said('kind'), [kindOf(resource)]),
    like(said('group'), [apiGroupOf(resource)]),
    like(said('version'), [versionOf(resource)]),
    like(said('name'), namesOf(resource)),
    like(said('namespace'), namespaceOf(resource) === undefined ? ['default', ''] : namespacesOf(resource)),
    hasLabels(resource, 'labels', said('labelSelector')),
    hasLabels(resource, 'annotations', said('annotationSelector')),
  ];
  return answers.includes(false) ? false : answers.includes(undefined) ? undefined : true;
}

/** Whether a patch without a target is meant for an object. */
export function isMeantBy(patch: Part, resource: Resource): boolean {
  const namespace = textAt(patch, 'metadata', 'namespace');
  const namespaces = namespacesOf(resource);
  return (
    textAt(patch, 'kind') === kindOf(resource) &&
    groupOf(textAt(patch, 'apiVersion') ?? '') === apiGroupOf(resource) &&
    namesOf(resource).includes(textAt(patch, 'metadata', 'name') ?? '') &&
    (namespace === undefined || namespaces.length === 0 || namespaces.includes(namespace))
  );
}

function versionOf({ part }: Resource): string {
  return (textAt(part, 'apiVersion') ?? '').split('/').at(-1) ?? '';
}

/**
 * kustomize takes a regular expression for the whole text. Only the common ones are understood: words, `.*` and `|`. Others
 * could never end on a hostile name.
 */
function like(pattern: string | undefined, texts: readonly string[]): boolean | undefined {
  if (pattern === undefined || pattern === '') return true;
  const plain = pattern
    .replace(/^\^/, '')
    .replace(/\$$/, '')
    .replace(/^\(([^()]*)\)$/, '$1');
  if (/[^\w.*|+/-]/.test(plain) || /[+*]{2}|(?:^|[^.])[*+]/.test(plain)) return undefined;
  return plain.split('|').some((one) => texts.some((text) => fits(one, text)));
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
