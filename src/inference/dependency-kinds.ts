// The kinds that dependencies declare with `#[derive(CustomResource)]` and `impl Resource`, if their sources were read.

import type { RustParser } from '../formats/rust/parser.ts';
import type { Syntax } from '../formats/rust/syntax.ts';
import type { KindRecord } from '../kubernetes/kinds-table.ts';
import type { CrateSources, LockedCrate } from '../repo/crate-sources.ts';
import { derivedResource } from './names/custom-resource.ts';
import { identifier } from './package-paths.ts';

interface Declared {
  readonly record: KindRecord;
  /** The names on the path to it, as in its file. */
  readonly way: readonly string[];
}

export interface DependencyKinds {
  /** The kind at a path through a crate; among several kinds with that name the one whose modules the path names. */
  readonly kindOf: (path: readonly string[]) => KindRecord | undefined;
  /** Crates without sources here, by their name in the code. */
  readonly absent: ReadonlySet<string>;
  readonly unread: readonly { readonly path: string; readonly line: number; readonly why: string }[];
}

/** The maximum number of crates to search; usually at most ten depend on kube. */
const MAX_CRATES = 256;

/**
 * @param crates those that may declare a kind
 * @param sourcesOf reads them from this machine
 */
export function dependencyKinds(
  crates: readonly LockedCrate[],
  sourcesOf: (crates: readonly LockedCrate[]) => readonly CrateSources[],
  parser: RustParser,
): DependencyKinds {
  const kinds = new Map<string, Map<string, Declared[]>>();
  const absent = new Set<string>();
  const unread = crates.slice(MAX_CRATES).map(({ name, version }) => noted(name, version, 'is one of too many'));
  for (const { crate, files, left } of sourcesOf(crates.slice(0, MAX_CRATES))) {
    const name = identifier(crate.name);
    if (files === undefined) absent.add(name);
    if (left !== undefined) unread.push(noted(crate.name, crate.version, left));
    const ofCrate = kinds.get(name) ?? new Map<string, Declared[]>();
    kinds.set(name, ofCrate);
    // Most files of most crates declare none.
    for (const [file, text] of files ?? [])
      if (/\bCustomResource\b|\bResource\b[\s\S]{0,20}\bfor\b/.test(text))
        declaredIn(parser.parseFile(text, file, () => undefined).kids, file.split(/[/.]/), ofCrate);
  }
  return { kindOf: (path) => chosen(kinds.get(path[0] ?? '')?.get(path.at(-1) ?? '') ?? [], path), absent, unread };
}

function noted(name: string, version: string, why: string): DependencyKinds['unread'][number] {
  return {
    path: 'Cargo.lock',
    line: 1,
    why: `The crate ${name} ${version} ${why}, so kinds that it declares may be missing.`,
  };
}

function declaredIn(items: readonly Syntax[], way: readonly string[], into: Map<string, Declared[]>): void {
  let attributes: string[] = [];
  for (const item of items) {
    if (item.type === 'attribute_item') {
      attributes.push(item.text);
      continue;
    }
    const name = item.child('name')?.text ?? '';
    if (item.type === 'mod_item') declaredIn(item.child('body')?.kids ?? [], [...way, name], into);
    const derived = item.type === 'struct_item' ? derivedResource(attributes, name) : undefined;
    if (derived !== undefined) add(into, derived.typeName, { record: derived.record, way });
    const written = item.type === 'impl_item' ? implementedBy(item) : undefined;
    if (written !== undefined) add(into, item.child('type')?.text ?? '', { record: written, way });
    attributes = [];
  }
}

function add(into: Map<string, Declared[]>, name: string, declared: Declared): void {
  into.set(name, [...(into.get(name) ?? []), declared]);
}

/** `impl Resource for T` of kube (functions) or of k8s-openapi (constants). */
function implementedBy(item: Syntax): KindRecord | undefined {
  if (!/\bResource$/.test(item.child('trait')?.text ?? '')) return undefined;
  const members = new Map((item.child('body')?.kids ?? []).map((kid) => [kid.child('name')?.text ?? '', kid.text]));
  const literal = (...names: readonly string[]): string | undefined => {
    const text = names.map((each) => members.get(each)).find((each) => each !== undefined);
    return text === undefined ? undefined : /"([^"]*)"/.exec(text.slice(Math.max(0, text.search(/[{=]/))))?.[1];
  };
  const [group, plural, kind] = [
    literal('GROUP', 'group'),
    literal('URL_PATH_SEGMENT', 'plural'),
    literal('KIND', 'kind'),
  ];
  if (group === undefined || plural === undefined || kind === undefined) return undefined;
  const namespaced = !/Cluster/.test(members.get('Scope') ?? '');
  return { group, plural, kind, version: literal('VERSION', 'version') ?? '', namespaced };
}

function chosen(all: readonly Declared[], path: readonly string[]): KindRecord | undefined {
  const onTheWay = path.slice(1, -1);
  const near = all.filter(({ way }) => onTheWay.length > 0 && onTheWay.every((name) => way.includes(name)));
  const [first, ...others] = near.length > 0 ? near : all;
  return first === undefined || others.some(({ record }) => !isSame(record, first.record)) ? undefined : first.record;
}

function isSame(a: KindRecord, b: KindRecord): boolean {
  return a.group === b.group && a.plural === b.plural && a.namespaced === b.namespaced;
}
