// Finds the RBAC objects and workloads in the YAML of a repository, wherever they stand.

import { POD_KINDS } from '../../kubernetes/pod-templates.ts';
import { LineCounter, isMap, isScalar, isSeq, parseDocument, type Node } from 'yaml';
import type { Files } from '../../inference/workspace.ts';
import { chartOf } from '../helm/chart.ts';
import { templateLines } from '../helm/lines.ts';
import { plainLines, type SourceLine } from '../helm/source-line.ts';

/** An object of a manifest, with the line of each of its parts. */
export interface Manifest {
  readonly path: string;
  /** The chart that it is a template of; empty for plain YAML. A repository may be installed in both ways. */
  readonly chart: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string | undefined;
  readonly node: Node;
  /** Where a part stands: rules of a chart may lie in its values or helpers. */
  readonly placeOf: (node: unknown) => SourceLine;
}

export interface UnreadPart {
  readonly path: string;
  readonly line: number;
  readonly why: string;
}

const KINDS = new RegExp(
  `^\\s*(?:-\\s*)?["']?kind["']?\\s*:\\s*["']?(?:Role|ClusterRole|RoleBinding|ClusterRoleBinding|ServiceAccount|${POD_KINDS.join('|')}|\\w*List)\\b`,
  'm',
);

/** Kinds of which a part that cannot be read may grant something. */
const GRANTING =
  /^\s*(?:-\s*)?["']?kind["']?\s*:\s*["']?(?:Role|ClusterRole|RoleBinding|ClusterRoleBinding|\w*List)\b/m;

export interface Manifests {
  readonly manifests: readonly Manifest[];
  readonly unread: readonly UnreadPart[];
}

/** The inference and the comparison both ask for them. */
const read = new WeakMap<Files, Manifests>();

export function readManifests(files: Files): Manifests {
  const known = read.get(files) ?? readAll(files);
  read.set(files, known);
  return known;
}

function readAll(files: Files): Manifests {
  const manifests: Manifest[] = [];
  const unread: UnreadPart[] = [];
  for (const [path, text] of files) {
    if (/(?:^|\/)(?:\.github|testdata|node_modules)\//.test(path)) continue;
    const isYaml = /\.ya?ml$/.test(path);
    const chart = isYaml || /(?:^|\/)[^_/][^/]*\.tpl$/.test(path) ? chartOf(path, files) : undefined;
    if ((!isYaml && chart === undefined) || !KINDS.test(text)) continue;
    readDocuments(
      chart === undefined ? plainLines(text, path) : templateLines(text, path, chart),
      chart?.folder ?? '',
      manifests,
      unread,
    );
  }
  return { manifests, unread };
}

/** Each document on its own: one of a kind that is of no interest is not parsed, and one that is broken leaves the others alone. */
function readDocuments(all: readonly SourceLine[], chart: string, manifests: Manifest[], unread: UnreadPart[]): void {
  for (const own of documentsOf(all)) {
    const text = own.map((line) => line.text).join('\n');
    if (!KINDS.test(text)) continue;
    const counter = new LineCounter();
    const document = parseDocument(text, {
      lineCounter: counter,
      prettyErrors: false,
      logLevel: 'silent',
      uniqueKeys: false,
    });
    const lineAt = (offset: number): SourceLine => own[counter.linePos(offset).line - 1] ?? first(own);
    const placeOf = (node: unknown): SourceLine => {
      const range = (node as { range?: readonly number[] | null } | null | undefined)?.range;
      return range?.[0] === undefined ? first(own) : lineAt(range[0]);
    };
    const grants = GRANTING.test(text);
    const [error] = document.errors;
    if (error !== undefined && grants)
      unread.push({
        ...placed(lineAt(error.pos[0])),
        why: 'This document is not plain YAML, so what it grants is not known.',
      });
    if (document.contents !== null) collect({ path: first(own).path, chart, placeOf }, document.contents, manifests);
    if (grants)
      unread.push(
        ...own
          .filter((line, at) => line.unread !== undefined && isInsideRules(own, at))
          .map((line) => ({ ...placed(line), why: `The rules that \`${line.unread}\` renders are not known.` })),
      );
  }
}

function placed({ path, line }: SourceLine): { readonly path: string; readonly line: number } {
  return { path, line };
}

function first(lines: readonly SourceLine[]): SourceLine {
  return lines[0] ?? { text: '', path: '', line: 1, conditions: [] };
}

function documentsOf(lines: readonly SourceLine[]): readonly (readonly SourceLine[])[] {
  const documents: SourceLine[][] = [[]];
  for (const line of lines) {
    if (/^---(?:\s|$)/.test(line.text)) documents.push([{ ...line, text: line.text.slice(3) }]);
    else documents.at(-1)?.push(line);
  }
  return documents;
}

function isInsideRules(lines: readonly SourceLine[], at: number): boolean {
  const before = lines.slice(0, at + 1).map(({ text }) => text);
  const start = before.findLastIndex((each) => /^rules\s*:/.test(each));
  return start !== -1 && !before.slice(start + 1).some((each) => /^[^\s#-].*:/.test(each));
}

function collect(origin: Pick<Manifest, 'path' | 'chart' | 'placeOf'>, node: Node, manifests: Manifest[]): void {
  if (!isMap(node)) return;
  const kind = textAt(node, 'kind') ?? '';
  if (kind.endsWith('List') && isSeq(node.get('items', true))) {
    for (const item of listAt(node, 'items')) collect(origin, item, manifests);
    return;
  }
  const metadata = node.get('metadata', true);
  manifests.push({
    ...origin,
    kind,
    name: textAt(metadata, 'name') ?? '',
    namespace: textAt(metadata, 'namespace'),
    node,
  });
}

export function textAt(node: unknown, key: string): string | undefined {
  if (!isMap(node)) return undefined;
  const value = node.get(key, true);
  return isScalar(value) && value.value !== null && value.value !== undefined ? String(value.value) : undefined;
}

export function nodeAt(node: unknown, ...keys: readonly string[]): unknown {
  let current: unknown = node;
  for (const key of keys) current = isMap(current) ? current.get(key, true) : undefined;
  return current;
}

/** The keys of a map with their texts. */
export function pairsOf(node: unknown): readonly (readonly [string, string])[] {
  return isMap(node)
    ? node.items.flatMap(({ key, value }) =>
        isScalar(key) && isScalar(value) ? [[String(key.value), String(value.value)] as const] : [],
      )
    : [];
}

export function listAt(node: unknown, key: string): readonly Node[] {
  const list = isMap(node) ? node.get(key, true) : undefined;
  return isSeq(list) ? list.items.filter((item): item is Node => typeof item === 'object' && item !== null) : [];
}

/** The texts of a list, each with its node. */
export function textsAt(node: unknown, key: string): readonly { readonly text: string; readonly node: Node }[] {
  return listAt(node, key).flatMap((item) =>
    isScalar(item) && item.value !== null ? [{ text: String(item.value), node: item }] : [],
  );
}
