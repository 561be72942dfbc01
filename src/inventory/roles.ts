// Roles with their rules, and the reach that the bindings of the repository give them.
import { isTemplated, endOf, startOf, type Key, type Node } from '../formats/yaml/node.ts';
import { saysWhy } from '../formats/reason.ts';
import type { YamlDocument } from '../formats/yaml/file.ts';
import type { Reading } from '../formats/yaml/read.ts';
import { fieldOf, itemsOf } from '../formats/yaml/values.ts';
import { groupBy } from '../group-by.ts';
import { once } from '../once.ts';
import { isBinding, isRole, namespaceOfRole, referenceOf, referenceTo } from './grants/bindings.ts';
import { byNamespace } from './grants/namespaces.ts';
import { readManifest, writtenAt, type Manifest } from './manifests.ts';

export interface Role {
  readonly manifest: Manifest;
  readonly reach: 'cluster' | 'namespace';
  readonly rules: readonly PolicyRule[];
  readonly bindings: readonly Manifest[];
}

export interface PolicyRule {
  readonly role: Manifest;
  readonly reach: 'cluster' | 'namespace';
  /** Those in which it holds, where that is less than the cluster and written. */
  readonly namespaces: readonly string[];
  readonly keys: readonly Key[];
  /** Where its author wrote it: a patch of a kustomization writes rules into a role of another file. */
  readonly path: string;
  readonly line: number;
  readonly groups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  readonly names: readonly string[];
  readonly urls: readonly string[];
  /** The comment at the rule that says why it is needed. */
  readonly explained: boolean;
  /** The same comment, if it is one line. */
  readonly reason: string | undefined;
  /** Whether a part of it is only known when the chart is rendered. */
  readonly templated: boolean;
}

/** The roles with a binding, and the bindings to roles outside of the repository. */
export interface Grants {
  readonly roles: readonly Role[];
  readonly elsewhere: readonly Manifest[];
}

/** A role without a binding is for users to bind; if nothing is bound at all, every role counts as the controller's. */
export function grantsOf(manifests: readonly Manifest[]): Grants {
  const bindings = manifests.filter(isBinding);
  const byReference = new Map(
    [...groupBy(bindings, referenceOf)].map(([name, ones]) => [name, byNamespace(ones, ({ namespace }) => namespace)]),
  );
  const roles = manifests
    .filter(isRole)
    .map((manifest) => roleOf(manifest, byReference.get(referenceTo(manifest))?.(namespaceOfRole(manifest)) ?? []));
  const granting = new Set(roles.flatMap((role) => role.bindings));
  const elsewhere = bindings.filter((binding) => !granting.has(binding));
  const mayBind = ({ chart }: Manifest): boolean =>
    elsewhere.some((binding) => binding.chart === chart && /^$|\{\{/.test(roleRef(binding, 'name')));
  return {
    roles: bindings.length === 0 ? roles : roles.filter((role) => role.bindings.length > 0 || mayBind(role.manifest)),
    elsewhere,
  };
}

function roleOf(manifest: Manifest, all: readonly Manifest[]): Role {
  const bindings = all.filter(({ chart }) => chart === manifest.chart);
  const reach =
    manifest.kind === 'Role' || (bindings.length > 0 && bindings.every(({ kind }) => kind === 'RoleBinding'))
      ? 'namespace'
      : 'cluster';
  const holders = manifest.kind === 'Role' ? [manifest] : bindings;
  const namespaces = reach === 'cluster' ? [] : holders.flatMap(({ namespace }) => namespace ?? []);
  return { manifest, reach, bindings, rules: rulesOf(manifest, reach, namespaces) };
}

function roleRef(binding: Manifest, key: string): string {
  return writtenAt(binding, ['roleRef', key]) ?? '';
}

export function rulesOf(
  role: Manifest,
  reach: Role['reach'],
  namespaces: readonly string[] = [],
): readonly PolicyRule[] {
  const around = { role, reach, namespaces };
  const all = readManifest(role, ['rules']);
  // A list that the chart inserts whole is unknown: neither it nor its grants can be judged.
  if (all.state === 'unknown') return [ruleAt(around, ['rules'], all)];
  return itemsOf(all).map((_, index) => ruleAt(around, ['rules', index], readManifest(role, ['rules', index])));
}

function ruleAt(
  around: Pick<PolicyRule, 'role' | 'reach' | 'namespaces'>,
  keys: readonly Key[],
  reading: Reading,
): PolicyRule {
  const { role } = around;
  // Most rules are written out whole: reading each of their lists again would take most of the time of many roles.
  const whole = role.part.k === 'source' && reading.state === 'present' && !isTemplated(reading.value);
  const list = (key: string): readonly string[] =>
    texts(whole ? fieldOf(reading.value, key) : readManifest(role, [...keys, key]).value);
  const lists = {
    groups: list('apiGroups'),
    resources: list('resources'),
    verbs: list('verbs'),
    names: list('resourceNames'),
    urls: list('nonResourceURLs'),
  };
  const reason =
    reading.node === undefined ? reasonByLine(role, reading) : reasonOf(role, reading.document, reading.node);
  return {
    ...around,
    keys,
    path: reading.document.file.path,
    line: reading.line,
    ...lists,
    // Unknown for a list that the chart inserts whole.
    explained: reading.state === 'unknown' || reason !== undefined,
    reason,
    templated: reading.state === 'unknown' || isTemplated(reading.value),
  };
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string' && !isTemplated(item)) : [];
}

/** The reason for the only rule of a role may be a sentence at the head of the role; a heading is not a reason. */
function reasonOf(role: Manifest, document: YamlDocument, rule: Node): string | undefined {
  const end = endOf(document, rule);
  const isOnly = isOnlyRule(role, document) && role.base.length === 0;
  const { lineAt } = document.file;
  const last = lineAt(end);
  return (
    reasonIn(document, lineAt(startOf(document, rule)), last) ??
    (isOnly ? reasonIn(document, lineAt(document.offset), last, 5) : undefined)
  );
}

function isOnlyRule(role: Manifest, document: YamlDocument): boolean {
  return role.document === document && readManifest(role, ['rules', 1]).state === 'absent';
}

const linesOf = once(({ text }: YamlDocument['file']): readonly string[] => text.split('\n'));

/** For a rule in a rendered chart: from the line of its author up to the next item, or to the end of the surrounding block. */
function reasonByLine(role: Manifest, { document, line, state }: Reading): string | undefined {
  if (state !== 'present') return undefined;
  const lines = linesOf(document.file);
  const depth = (lines[line - 1] ?? '').search(/\S/);
  const next = lines.findIndex((text, index) => index >= line && /\S/.test(text) && text.search(/\S/) <= depth);
  const last = next === -1 ? lines.length : next;
  const isOnly = isOnlyRule(role, document);
  return (
    reasonIn(document, line, last) ?? (isOnly ? reasonIn(document, Math.min(role.line, line), last, 5) : undefined)
  );
}

/**
 * The first comment of a few words in these lines; a rule that is commented out, a task and a question are not reasons.
 */
function reasonIn({ file }: YamlDocument, first: number, last: number, words = 2): string | undefined {
  const lines = linesOf(file);
  let above = first - 1;
  while (/^\s*(#|\{\{-?\s*\/\*)/.test(lines[above - 1] ?? '')) above -= 1;
  const comments = lines
    .slice(above, last)
    .map((line) => /(?:^|\s)#(.*)/.exec(line)?.[1] ?? /\{\{-?\s*\/\*(.*)/.exec(line)?.[1] ?? '');
  return comments
    .find(
      (comment) =>
        (comment.match(/[A-Za-z]{2,}/g) ?? []).length >= words &&
        !/^\s*(?:-\s*)?("|\w+\s*:\s*(\[|$))|^\s*Source:/i.test(comment) &&
        !isNotice(comment) &&
        saysWhy(comment),
    )
    ?.trim();
}

/** Texts at the head of a file by tools and lawyers. */
function isNotice(comment: string): boolean {
  return [
    /copyright|spdx|^\W*licen[cs]e\b|licen[cs]ed under/i,
    /^\W*generated\b|\bgenerated (?:by|from|with|using)\b/i,
    /\b(?:auto|file|code|manifest)(?:-| is | was | )?generated\b/i,
  ].some((words) => words.test(comment));
}

/** A verb on a resource of a group, of any object. */
export interface Right {
  readonly group: string;
  /** With its subresource: `pods/exec`. */
  readonly resource: string;
  readonly verb: string;
}

/**
 * Whether a rule allows a permission, as the authorizer of Kubernetes decides it; without regard to names of objects.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-resources
 */
export function allows({ groups, resources, verbs }: PolicyRule, { group, resource, verb }: Right): boolean {
  const has = (list: readonly string[], wanted: string): boolean => list.includes(wanted) || list.includes('*');
  const [, subresource] = resource.split('/');
  return (
    has(groups, group) &&
    has(verbs, verb) &&
    (has(resources, resource) || (subresource !== undefined && resources.includes(`*/${subresource}`)))
  );
}
