// A rule of a role without what no code uses, item by item: comments, quotes and layout stay.
import type { Edit } from '../../formats/edit.ts';
import { removeAt } from '../../formats/yaml-edit.ts';
import { asSeq, endOf, startOf, valueOf, type Key } from '../../formats/yaml-node.ts';
import { readManifest, type Manifest } from '../inventory/manifests.ts';
import type { Permissions } from '../inventory/permissions.ts';
import type { PolicyRule } from '../inventory/roles.ts';
import type { Change } from '../rule.ts';

/** The change, or undefined where the rule would have to be split, which a person does better. */
export function narrowed(role: Manifest, rule: PolicyRule, { needs }: Permissions): Change | undefined {
  const used = (resource: string, verb: string): boolean => needs.some((need) => need.resource === resource && need.verb === verb && rule.groups.includes(need.group));
  const resources = rule.resources.filter((resource) => rule.verbs.some((verb) => used(resource, verb)));
  const verbs = rule.verbs.filter((verb) => resources.some((resource) => used(resource, verb)));
  const exact = rule.groups.length === 1 && resources.every((resource) => verbs.every((verb) => used(resource, verb)));
  if (!exact || resources.length === 0 || rule.names.length > 0) return undefined;
  const edits = [...without(role, [...rule.keys, 'resources'], resources), ...without(role, [...rule.keys, 'verbs'], verbs)];
  return edits.length === 0 ? undefined : { path: role.path, edits };
}

function without(role: Manifest, keys: readonly Key[], kept: readonly string[]): readonly Edit[] {
  const { document, node, keys: place } = readManifest(role, keys);
  const list = asSeq(node);
  if (list === undefined) return [];
  const stays = list.items.map((item) => kept.includes(String(valueOf(document, item))));
  if (stays.every(Boolean)) return [];
  if (list.flow !== true) return stays.flatMap((stay, index) => { const edits = stay ? [] : removeAt(document, [...place, index]); return 'refused' in edits ? [] : edits; });
  const text = list.items.filter((_, index) => stays[index]).map((item) => document.file.text.slice(startOf(document, item), endOf(document, item)));
  const first = list.items[0];
  const last = list.items.at(-1);
  return first === undefined || last === undefined ? [] : [{ start: startOf(document, first), end: endOf(document, last), text: text.join(', ') }];
}
