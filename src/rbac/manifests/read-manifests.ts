// Finds the RBAC objects and workloads in the YAML of a repository, wherever they stand.

import { LineCounter, isMap, isScalar, isSeq, parseDocument, type Node } from 'yaml';
import type { Files } from '../workspace.ts';
import { isTemplate, withoutTemplates } from './helm.ts';

/** An object of a manifest, with the line of each of its parts. */
export interface Manifest {
  readonly path: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string | undefined;
  readonly node: Node;
  readonly lineOf: (node: unknown) => number;
}

export interface UnreadPart {
  readonly path: string;
  readonly line: number;
  readonly why: string;
}

const KINDS = /^\s*(?:-\s*)?["']?kind["']?\s*:\s*["']?(?:Role|ClusterRole|RoleBinding|ClusterRoleBinding|ServiceAccount|Deployment|StatefulSet|DaemonSet|Job|CronJob|Pod|\w*List)\b/m;

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
    if (!/\.ya?ml$/.test(path) || !KINDS.test(text) || /(?:^|\/)(?:\.github|testdata|node_modules)\//.test(path)) continue;
    const plain = isTemplate(path, files) ? withoutTemplates(text, path, files) : { text, setAside: [] };
    for (const { line, source } of plain.setAside) {
      if (/toYaml/.test(source) && isInsideRules(text, line)) unread.push({ path, line, why: `The rules that \`${source.trim()}\` renders are not known.` });
    }
    readDocuments(path, plain.text, manifests, unread);
  }
  return { manifests, unread };
}

function isInsideRules(text: string, line: number): boolean {
  const before = text.split('\n').slice(0, line - 1);
  const start = before.findLastIndex((each) => /^rules\s*:/.test(each));
  return start !== -1 && !before.slice(start + 1).some((each) => /^(?:\S.*:|---)/.test(each) && !each.startsWith('{{') && !each.startsWith('-'));
}

function readDocuments(path: string, text: string, manifests: Manifest[], unread: UnreadPart[]): void {
  for (const { text: document, firstLine } of documentsOf(text)) {
    if (!KINDS.test(document)) continue;
    const lines = new LineCounter();
    const lineOf = (node: unknown): number => {
      const range = (node as { range?: readonly number[] | null } | null | undefined)?.range;
      return range?.[0] === undefined ? firstLine : firstLine - 1 + lines.linePos(range[0]).line;
    };
    const parsed = parseDocument(document, { lineCounter: lines, prettyErrors: false, logLevel: 'silent', uniqueKeys: false });
    const [error] = parsed.errors;
    if (error !== undefined) unread.push({ path, line: firstLine - 1 + lines.linePos(error.pos[0]).line, why: 'This document is not plain YAML, so what it grants is not known.' });
    if (parsed.contents !== null) collect(path, parsed.contents, lineOf, manifests);
  }
}

/** Each document on its own: one of a kind that is of no interest is not parsed, and one that is broken leaves the others alone. */
function documentsOf(text: string): readonly { readonly text: string; readonly firstLine: number }[] {
  const documents: { text: string; firstLine: number }[] = [];
  let firstLine = 1;
  for (const document of text.split(/^---(?=\s|$)/m)) {
    documents.push({ text: document, firstLine });
    firstLine += document.split('\n').length - 1;
  }
  return documents;
}

function collect(path: string, node: Node, lineOf: Manifest['lineOf'], manifests: Manifest[]): void {
  if (!isMap(node)) return;
  const kind = textAt(node, 'kind') ?? '';
  if (kind.endsWith('List') && isSeq(node.get('items', true))) {
    for (const item of listAt(node, 'items')) collect(path, item, lineOf, manifests);
    return;
  }
  const metadata = node.get('metadata', true);
  manifests.push({ path, kind, name: textAt(metadata, 'name') ?? '', namespace: textAt(metadata, 'namespace'), node, lineOf });
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

export function listAt(node: unknown, key: string): readonly Node[] {
  const list = isMap(node) ? node.get(key, true) : undefined;
  return isSeq(list) ? list.items.filter((item): item is Node => typeof item === 'object' && item !== null) : [];
}

/** The texts of a list, each with its node. */
export function textsAt(node: unknown, key: string): readonly { readonly text: string; readonly node: Node }[] {
  return listAt(node, key).flatMap((item) => (isScalar(item) && item.value !== null ? [{ text: String(item.value), node: item }] : []));
}
