// Manifests that a program carries with it: `include_str!("agent.yaml")`.

import { externalType } from '../names/definitions.ts';
import { fresh, isNamed, type Ty } from '../types/ty.ts';
import { option, result } from './data.ts';
import type { Frame } from './frame.ts';
import type { Syntax } from '../../formats/rust/syntax.ts';
import { isManifest, MANIFEST } from './rows.ts';
import { constantOf, STRING, text, typed, type Value } from './value.ts';

/** Larger files hold data, or more objects than any program was seen to carry. */
const LARGEST = 1_000_000;
const MOST = 64;

/** The text of the file that a macro includes: one manifest, or one of several; undefined for any other text. */
export function includedManifest(call: Syntax, { scope }: Frame): Value | undefined {
  const { file } = scope.module.crate.included?.(call) ?? {};
  if (file?.text === undefined || file.text.length > LARGEST || !/\.(?:ya?ml|json)$/.test(file.path)) return undefined;
  const documents = file.path.endsWith('json') ? [file.text] : documentsIn(file.text);
  const objects = documents.map((each) => objectIn(each));
  const known = objects.filter((each) => each !== undefined);
  if (known.length === 0 || known.length < objects.length || known.length > MOST) return undefined;
  return oneOf(known);
}

/** `from_str(text)`, `Deserializer::from_str(text)`, `K::deserialize(document)`: what is read from it describes the same object. */
export function readManifest(
  name: string,
  { args: [source], generics }: { readonly args: readonly Value[]; readonly generics: readonly Ty[] },
  self?: Ty,
): Value | undefined {
  if (source === undefined || !isManifest(source) || !/^(?:from_\w+|deserialize)$/.test(name)) return undefined;
  if (self !== undefined && isNamed(self, 'Deserializer'))
    return typed({ k: 'nominal', def: ITER, args: [fresh()] }, source);
  return as(result(self ?? generics[0] ?? fresh()), source);
}

/** A manifest with other words: it is one of the same kind, if these words do not name it. */
export function reworded(value: Value, from: Value | undefined): Value | undefined {
  if (!isManifest(value)) return undefined;
  const word = constantOf(from);
  const types = value.fields?.get('types');
  const said = ['api_version', 'kind'].map((name) => constantOf(types?.fields?.get(name)));
  if (word === undefined || types === undefined || said.some((each) => each === undefined || each.includes(word)))
    return undefined;
  const alternatives = value.alternatives?.map((each) => reworded(each, from));
  const all = alternatives?.filter((each) => each !== undefined);
  if (all?.length !== alternatives?.length) return undefined;
  return {
    ...value,
    fields: new Map([
      [MANIFEST, text(MANIFEST)],
      ['types', types],
    ]),
    alternatives: all,
  };
}

const ITER = externalType(['Iter']);
const META = externalType(['k8s_openapi', 'apimachinery', 'pkg', 'apis', 'meta', 'v1', 'ObjectMeta']);

function as(ty: Ty, value: Value): Value {
  return { ...typed(ty, value), alternatives: value.alternatives?.map((each) => typed(ty, each)) };
}

function oneOf(all: readonly Value[]): Value {
  const [only] = all;
  if (only !== undefined && all.length === 1) return only;
  // Each part alone could be that of any of them.
  return { ty: STRING, fields: new Map([[MANIFEST, text(MANIFEST)]]), alternatives: all };
}

/** The documents of a YAML file, without those that only have comments. */
function documentsIn(file: string): readonly string[] {
  return file.split(/^---(?:[ \t].*)?$/m).filter((each) => /^[^#\s]/m.test(each));
}

/** The object that a document describes, if kind and version are plain words at its top. */
function objectIn(document: string): Value | undefined {
  const isJson = /^\s*\{/.test(document);
  const find = isJson ? jsonOf(document) : (name: string) => atTop(document, name);
  const [apiVersion, kind] = [find('apiVersion'), find('kind')];
  if (apiVersion === undefined || kind === undefined || kind === 'List') return undefined;
  const metadata = new Map<string, Value>();
  for (const name of ['name', 'namespace']) {
    const found = find(`metadata.${name}`);
    if (found !== undefined) metadata.set(name, text(found));
  }
  const types: Value = {
    ty: option(fresh()),
    fields: new Map([
      ['api_version', text(apiVersion)],
      ['kind', text(kind)],
    ]),
  };
  return {
    ty: STRING,
    fields: new Map<string, Value>([
      [MANIFEST, text(MANIFEST)],
      ['types', types],
      ['metadata', { ty: { k: 'nominal', def: META, args: [] }, fields: metadata }],
    ]),
  };
}

const PLAIN = /^(["']?)([\w./-]+)\1[ \t]*(?:#.*)?$/;

/** A plain word of a YAML mapping in block style, or of its `metadata` in either style. */
function atTop(document: string, name: string): string | undefined {
  const [first = '', inner] = name.split('.');
  const lines = document.split(/\r?\n/);
  const at = lines.findIndex((line) => line.startsWith(`${first}:`));
  const written = lines[at]?.slice(first.length + 1).trim() ?? '';
  if (at === -1) return undefined;
  if (inner === undefined) return PLAIN.exec(written)?.[2];
  if (written.startsWith('{')) {
    const parts = written
      .slice(1)
      .split(/[,}]/)
      .map((part) => part.trim());
    const part = parts.find((each) => each.startsWith(`${inner}:`));
    return part === undefined ? undefined : PLAIN.exec(part.slice(inner.length + 1).trim())?.[2];
  }
  const end = lines.findIndex((line, index) => index > at && /^[^\s#]/.test(line));
  const block = lines.slice(at + 1, end === -1 ? undefined : end).filter((line) => /^\s+[^\s#]/.test(line));
  const indent = /^\s+/.exec(block[0] ?? '')?.[0] ?? '';
  const line = block.find((each) => each.startsWith(`${indent}${inner}:`));
  return line === undefined ? undefined : PLAIN.exec(line.slice(indent.length + inner.length + 1).trim())?.[2];
}

function jsonOf(document: string): (name: string) => string | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(document);
  } catch {
    return () => undefined;
  }
  return (name) => {
    let at: unknown = parsed;
    for (const key of name.split('.'))
      at = typeof at === 'object' && at !== null && Object.hasOwn(at, key) ? Reflect.get(at, key) : undefined;
    return typeof at === 'string' ? at : undefined;
  };
}
