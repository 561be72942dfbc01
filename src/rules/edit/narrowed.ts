// Removes unused items from a rule of a role, one by one: comments, quotes and layout stay.
import { insertLines, lineEnd, lineStart, type Edit } from '../../formats/edit.ts';
import { emitText } from '../../formats/yaml/emit.ts';
import {
  asMap,
  asSeq,
  columnOf,
  endOf,
  isTemplated,
  lineOf,
  pairAt,
  startOf,
  valueOf,
  type MapNode,
} from '../../formats/yaml/node.ts';
import type { YamlDocument } from '../../formats/yaml/file.ts';
import { readManifest } from '../../inventory/manifests.ts';
import type { Comparison, Need } from '../../inventory/permissions.ts';
import type { PolicyRule } from '../../inventory/roles.ts';
import type { Change } from '../rule.ts';
import { reasonLines } from './reason-lines.ts';

/** Resources with the same verbs. */
interface Part {
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

/**
 * The change that keeps only the used permissions, or undefined if a person must decide. Resources with other verbs than the
 * first get a rule of their own below; a `*` of resources or verbs becomes the list of the used ones.
 *
 * @param used the permissions of the rule that the comparison calls used
 * @param needs the needs of the programs with this role: they replace a `*`, and give the reasons for comments
 */
export function narrowed(rule: PolicyRule, used: Comparison['used'], needs: readonly Need[]): Change | undefined {
  const [group = '*', ...more] = rule.groups;
  if (group === '*' || more.length > 0 || rule.names.length > 0 || rule.urls.length > 0) return undefined;
  const here = needs.filter((need) => need.group === group);
  const [first, ...others] = partsOf(rule, here, used);
  const place = readManifest(rule.role, rule.keys);
  const map = asMap(place.node);
  if (first === undefined || map === undefined) return undefined;
  const { document } = place;
  const lists = [
    setList(document, map, 'resources', { had: rule.resources, wanted: first.resources }),
    setList(document, map, 'verbs', { had: rule.verbs, wanted: first.verbs }),
  ];
  const reasons = (part: Part): readonly string[] =>
    rule.explained ? reasonLines(here.filter((need) => isIn(part, need))) : [];
  const below = others.map((part) => ruleBelow(document, map, part, reasons(part)));
  const edits = [...lists, ...below];
  return edits.includes(undefined) ? undefined : { path: document.file.path, edits: edits.flatMap((one) => one ?? []) };
}

function isIn({ resources, verbs }: Part, { resource, verb }: Need): boolean {
  return resources.includes(resource) && verbs.includes(verb);
}

/** The permissions, in the order of the rule. */
function partsOf(rule: PolicyRule, needs: readonly Need[], used: Comparison['used']): readonly Part[] {
  const resources = rule.resources.includes('*') ? [...new Set(needs.map(({ resource }) => resource))] : rule.resources;
  const parts = new Map<string, { resources: string[]; verbs: readonly string[] }>();
  for (const resource of resources) {
    const verbs = rule.verbs.includes('*')
      ? [...new Set(needs.filter((need) => need.resource === resource).map(({ verb }) => verb))]
      : rule.verbs.filter((verb) => used.some((one) => one.resource === resource && one.verb === verb));
    if (verbs.length === 0) continue;
    const part = parts.get(verbs.join());
    if (part === undefined) parts.set(verbs.join(), { resources: [resource], verbs });
    else part.resources.push(resource);
  }
  return [...parts.values()];
}

/** The rendered items of a list, and the wanted ones. */
interface Items {
  readonly had: readonly string[];
  readonly wanted: readonly string[];
}

/**
 * The list with exactly these items; present ones keep their quotes and lines. A list that a template fills stays as its author
 * wrote it, because the rendered items are not the written ones.
 */
function setList(
  document: YamlDocument,
  map: MapNode,
  key: string,
  { had, wanted }: Items,
): readonly Edit[] | undefined {
  const list = asSeq(pairAt(map, key)?.value);
  if (list === undefined) return undefined;
  if (had.length === wanted.length && had.every((one) => wanted.includes(one))) return [];
  if (list.items.some((node) => isTemplated(valueOf(document, node)))) return undefined;
  const text = document.file.text;
  const items = list.items.map((node) => ({ node, value: String(valueOf(document, node)) }));
  const stays = items.filter(({ value }) => wanted.includes(value));
  if (stays.length === items.length && items.length === wanted.length) return [];
  const added = wanted
    .filter((one) => !items.some(({ value }) => value === one))
    .map((one) => quotedLike(text[startOf(document, list.items[0] ?? list)], one));
  const [first, last] = [list.items[0], list.items.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  if (list.flow === true || added.length > 0) {
    const sources = [...stays.map(({ node }) => text.slice(startOf(document, node), endOf(document, node))), ...added];
    const separator = list.flow === true ? ', ' : `\n${' '.repeat(columnOf(document, list))}- `;
    return [{ start: startOf(document, first), end: endOf(document, last), text: sources.join(separator) }];
  }
  return items
    .filter((item) => !stays.includes(item))
    .map(({ node }) => ({
      start: lineStart(text, startOf(document, node)),
      end: lineEnd(text, endOf(document, node)),
      text: '',
    }));
}

function quotedLike(mark: string | undefined, word: string): string {
  return mark === '"' ? JSON.stringify(word) : mark === "'" ? `'${word}'` : emitText(word);
}

/**
 * A rule for the same group, in the style of the one above it, with a comment if that has one; refused if an action of
 * a template is around either.
 */
function ruleBelow(
  document: YamlDocument,
  map: MapNode,
  { resources, verbs }: Part,
  reasons: readonly string[],
): readonly Edit[] | undefined {
  const { text, mask } = document.file;
  const group = pairAt(map, 'apiGroups');
  const list = asSeq(group?.value);
  const above = text.slice(lineStart(text, startOf(document, map)), startOf(document, map));
  const next = lineEnd(text, endOf(document, map));
  const after = text.slice(0, next).split('\n').length;
  const open = mask.depths[lineOf(document, map) - 1] !== mask.depths[after - 1];
  if (group === undefined || list === undefined || map.flow === true || open || !/^\s*-\s+$/.test(above))
    return undefined;
  const indent = ' '.repeat(columnOf(document, map));
  const groups = list.items.map((item) => text.slice(startOf(document, item), endOf(document, item)));
  const quotedAs = (key: string) => (word: string) => quotedLike(text[startOfFirst(document, map, key)], word);
  const rule = [
    ...reasons.map((reason) => `${above.slice(0, above.indexOf('-'))}# ${reason}`),
    `${above}${listLike(document, map, 'apiGroups', groups)}`,
    `${indent}${listLike(
      document,
      map,
      'resources',
      resources.map((one) => `${quotedAs('resources')(one)}${commentBehind(document, map, one)}`),
    )}`,
    `${indent}${listLike(document, map, 'verbs', verbs.map(quotedAs('verbs')))}`,
  ];
  return [insertLines(text, next, rule.join('\n'))];
}

/** A list, on as many lines as the present list of this key. */
function listLike(document: YamlDocument, map: MapNode, key: string, words: readonly string[]): string {
  const list = asSeq(pairAt(map, key)?.value);
  return list === undefined || list.flow === true
    ? `${key}: [${words.join(', ')}]`
    : [`${key}:`, ...words.map((word) => `${' '.repeat(columnOf(document, list))}- ${word}`)].join('\n');
}

/** The comment of the author after a resource on its own line. */
function commentBehind(document: YamlDocument, map: MapNode, resource: string): string {
  const list = asSeq(pairAt(map, 'resources')?.value);
  const node = list?.flow === true ? undefined : list?.items.find((one) => valueOf(document, one) === resource);
  if (node === undefined) return '';
  const { text } = document.file;
  const end = endOf(document, node);
  const rest = text.slice(end, lineEnd(text, end)).trimEnd();
  return /^[ \t]+#/.test(rest) ? rest : '';
}

function startOfFirst(document: YamlDocument, map: MapNode, key: string): number {
  const [first] = asSeq(pairAt(map, key)?.value)?.items ?? [];
  return first === undefined ? -1 : startOf(document, first);
}
