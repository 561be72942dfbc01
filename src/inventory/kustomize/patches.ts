// The patches of a kustomization, in files and inline, and the objects that they change.
import { isBuiltInGroup } from '../../kubernetes/kinds-table.ts';
import { costOf } from '../cost.ts';
import { opened, partAt, textAt, withPart, type Part } from '../part.ts';
import { patchedBy } from './json-patch.ts';
import { apiGroupOf, type Resource, type Unread } from './resource.ts';
import { meantBy, selectorOf, type Selector } from './select.ts';
import { mergedInto } from './strategic-merge.ts';
import { countChanged, isTooMuch, type Work } from './work.ts';

export interface Patch {
  readonly target: Part | undefined;
  /** Each document of the patch: an object to merge, or a list of operations. */
  readonly documents: readonly Part[];
  readonly path: string;
  readonly line: number;
}

/**
 * @param open whether some resources are unknown: a patch may then be for one of these
 * @param work counts the work
 */
export function patched(
  resources: readonly Resource[],
  { target, documents, path, line }: Patch,
  open: boolean,
  work: Work,
): { readonly resources: readonly Resource[]; readonly unread: readonly Unread[] } {
  let current = resources;
  const unread: Unread[] = [];
  for (const document of documents) {
    const part = opened(document);
    const meant: Selector =
      target !== undefined ? selectorOf(target) : part.k === 'list' ? () => false : meantBy(document);
    const answers = current.map(meant);
    if (answers.includes(undefined))
      unread.push({ path, line, message: 'the target of this patch is a regular expression that is not understood' });
    // A target that is not understood counts as a match: it is better to change one object too many than to miss one.
    const found = answers.filter((answer) => answer !== false).length;
    countChanged(current.length, found, work);
    work.done += found * (costOf(document) - 1);
    if (isTooMuch(work)) return { resources: current, unread };
    if (found === 0 && part.k !== 'list' && target === undefined) {
      if (!open && !isOfDefinition(document))
        unread.push({ path, line, message: 'this patch fits no object of the kustomization' });
      current = [...current, { part: document, earlier: [], partial: true }];
      continue;
    }
    if (found === 0) continue;
    current = current.flatMap((resource, at): readonly Resource[] => {
      if (answers[at] === false) return [resource];
      if (part.k !== 'list') {
        const after = mergedInto(resource.part, document, isBuiltInGroup(apiGroupOf(resource)) ? 'by key' : 'whole');
        return after === undefined ? [] : [{ ...resource, part: withIdentity(after, resource.part) }];
      }
      const { part: after, refused } = patchedBy(resource.part, part.items, work);
      unread.push(
        ...refused.map((what) => ({ path, line, message: `this patch has ${what}, which is not understood` })),
      );
      return [{ ...resource, part: after }];
    });
  }
  return { resources: current, unread };
}

/** The fields that an object keeps in a merge: its kind, and the name and namespace by which the patch refers to it. */
function withIdentity(after: Part, before: Part): Part {
  return identity.reduce((part, keys) => {
    const own = partAt(before, keys);
    return own === undefined ? part : withPart(part, keys, own);
  }, after);
}

const identity: readonly (readonly string[])[] = [
  ['kind'],
  ['apiVersion'],
  ['metadata', 'name'],
  ['metadata', 'namespace'],
];

/** CustomResourceDefinitions are not among the objects, so a patch for one matches nothing. */
function isOfDefinition(document: Part): boolean {
  return textAt(document, 'kind') === 'CustomResourceDefinition';
}
