// Checks a model before its use: an unknown word would silently mean that the call makes no request.

import path from 'node:path';
import type { RustParser } from '../formats/rust/parser.ts';
import type { Syntax } from '../formats/rust/syntax.ts';
import { suggestion } from '../formats/nearest.ts';
import { builtInKind, isBuiltInGroup, kindOfResource, knownResources } from '../kubernetes/kinds-table.ts';
import { builtInKinds } from '../kubernetes/kinds.ts';
import { type ModelAttribute, readAttribute } from './evaluate/model-attributes.ts';
import { faultOfRange } from './model-versions.ts';
import { segments } from './names/use-tree.ts';

export interface ModelFault {
  /** Counted from 1. */
  readonly line: number;
  readonly why: string;
}

/**
 * The faults of a model by line; none for a valid one.
 *
 * @param text the Rust of the model
 */
export function checkModel(text: string, file: string, parser: RustParser): readonly ModelFault[] {
  const tree = parser.parse(text, file);
  if (tree.faultRow !== undefined) return [{ line: tree.faultRow + 1, why: 'This is not valid Rust.' }];
  const range = faultOfRange(text, path.basename(file, '.rs'));
  const first = range === undefined ? [] : [{ line: 1, why: range }];
  return [...first, ...faultsOfItems(tree.kids), ...unknownKinds(text, importsOf(tree.kids))].sort(
    (a, b) => a.line - b.line,
  );
}

function faultsOfItems(items: readonly Syntax[]): readonly ModelFault[] {
  const faults: ModelFault[] = [];
  let attributes: Syntax[] = [];
  for (const item of items) {
    if (item.type === 'attribute_item') attributes.push(item);
    else {
      const isFunction = item.type === 'function_item' || item.type === 'function_signature_item';
      for (const attribute of attributes)
        faults.push(...faultsOfAttribute(attribute, isFunction ? parametersOf(item) : undefined));
      if (!isFunction) faults.push(...faultsOfItems(item.child('body')?.kids ?? []));
      attributes = [];
    }
  }
  return faults;
}

function parametersOf(fn: Syntax): readonly string[] {
  return (fn.child('parameters')?.kids ?? []).flatMap((kid) => {
    const name = kid.type === 'self_parameter' ? 'self' : kid.child('pattern')?.text;
    return name === undefined ? [] : [name.replace(/^mut\s+/, '')];
  });
}

const VERBS = [
  'get',
  'list',
  'watch',
  'create',
  'update',
  'patch',
  'delete',
  'deletecollection',
  'bind',
  'escalate',
  'approve',
  'sign',
  'impersonate',
  'use',
];

/** The allowed content of an attribute: its words, and the form of each setting. */
interface Form {
  readonly words?: readonly string[] | 'parameter';
  /** Whether a word is required. */
  readonly needsWord?: boolean;
  readonly settings?: Readonly<
    Record<string, 'text' | 'parameter' | 'text or parameter' | 'selector' | 'unless' | 'resource'>
  >;
}

/** The attributes of the functions in a model; the head of models/kube.rs explains them. */
const ATTRIBUTES: ReadonlyMap<string, Form> = new Map<string, Form>([
  [
    'rbac',
    {
      words: [...VERBS, 'blocks_owner'],
      needsWord: true,
      settings: {
        sub: 'text or parameter',
        name: 'selector',
        apply: 'parameter',
        on: 'resource',
        at: 'parameter',
        since: 'text',
        kubernetes: 'text',
        when: 'text',
        unless: 'unless',
      },
    },
  ],
  ['at', { words: ['own', 'all', 'same'], settings: { namespace: 'parameter' } }],
  ['origin', { words: ['own', 'configured', 'name', 'namespace', 'place', 'argument'], needsWord: true }],
  ['entry', { words: ['insert', 'modify', 'commit'] }],
  ['builder', { words: [...VERBS, 'subresource'], needsWord: true, settings: { sub: 'text', apply: 'parameter' } }],
  ['raw', { words: 'parameter', needsWord: true }],
  ['through', { words: 'parameter', needsWord: true }],
  ['cluster', { words: 'parameter', needsWord: true }],
  ['default_namespace', { words: 'parameter' }],
  ['fills', { words: 'parameter', needsWord: true }],
  ...[
    'by_scope',
    'forced',
    'intrinsic',
    'metadata',
    'object',
    'other_cluster',
    'owners_changed',
    'reference',
    'selector',
    'stored',
    'streaming',
    'url',
  ].map((name): [string, Form] => [name, {}]),
]);

/** Attributes of any Rust file, without a meaning for requests. */
const OF_RUST = [
  'derive',
  'kube',
  'resource',
  'cfg',
  'allow',
  'doc',
  'inline',
  'must_use',
  'deprecated',
  'async_trait',
];

function faultsOfAttribute(syntax: Syntax, parameters: readonly string[] | undefined): readonly ModelFault[] {
  const fault = (why: string): ModelFault => ({ line: syntax.line, why });
  const attribute = readAttribute(syntax.text);
  if (attribute === undefined || OF_RUST.includes(attribute.name))
    return attribute?.name === 'kube' ? faultsOfKind(attribute).map(fault) : [];
  const { name } = attribute;
  const form = ATTRIBUTES.get(name);
  if (form === undefined)
    return [
      fault(
        `\`#[${name}]\` is no attribute of a model${suggestion(name, [...ATTRIBUTES.keys()])}. ${accepted(ATTRIBUTES.keys())}`,
      ),
    ];
  if (parameters === undefined) return [fault(`\`#[${name}]\` belongs to a function.`)];
  return [...faultsOfWords(attribute, form, parameters), ...faultsOfSettings(attribute, form, parameters)].map(fault);
}

function faultsOfWords({ name, words }: ModelAttribute, form: Form, parameters: readonly string[]): readonly string[] {
  const allowed = form.words === 'parameter' ? parameters : (form.words ?? []);
  const what = form.words === 'parameter' ? 'no parameter of the function' : `nothing that \`#[${name}]\` knows`;
  if (words.length === 0 && form.needsWord === true) return [`\`#[${name}]\` needs a word. ${accepted(allowed)}`];
  return words
    .filter((word) => !allowed.includes(word))
    .map((word) => `\`${word}\` is ${what}${suggestion(word, allowed)}. ${accepted(allowed)}`);
}

function faultsOfSettings(
  { name, settings }: ModelAttribute,
  form: Form,
  parameters: readonly string[],
): readonly string[] {
  const known: NonNullable<Form['settings']> = form.settings ?? {};
  return [...settings].flatMap(([key, value]) => {
    const kind = Object.hasOwn(known, key) ? known[key] : undefined;
    if (kind === undefined)
      return [
        `\`${key}\` is no setting of \`#[${name}]\`${suggestion(key, Object.keys(known))}. ${accepted(Object.keys(known))}`,
      ];
    const quoted = /^"([\s\S]*)"$/.exec(value)?.[1];
    if (kind === 'text') return quoted === undefined ? [`\`${key}\` takes a text in quotes, not \`${value}\`.`] : [];
    if (kind === 'resource') return faultsOfResource(quoted, value);
    if (kind === 'text or parameter' && quoted !== undefined) return [];
    const inside =
      kind === 'unless' ? /^(?:none|streaming)\((\w+)\)$/.exec(value)?.[1] : value.replace(/^selector\((\w+)\)$/, '$1');
    if (inside !== undefined && parameters.includes(inside)) return [];
    const form = kind === 'unless' ? '`none(parameter)` or `streaming(parameter)`' : 'a parameter of the function';
    return [
      `\`${key} = ${value}\` must name ${form}${suggestion(inside ?? value, parameters)}. ${accepted(parameters)}`,
    ];
  });
}

function faultsOfResource(quoted: string | undefined, value: string): readonly string[] {
  const [, group = '', plural = ''] = /^([^/]*)\/([^/]+)(?:\/[^/]+)?$/.exec(quoted ?? '') ?? [];
  if (plural === '')
    return [`\`on = ${value}\` must be a text such as "apps/deployments", or "/pods" of the core group.`];
  if (!isBuiltInGroup(group) || kindOfResource(group, plural) !== undefined) return [];
  return [`Kubernetes has no "${quoted}"${suggestion(plural, knownResources(group), `${group}/`)}.`];
}

/** The settings of kube-derive that name the kind. */
function faultsOfKind({ settings }: ModelAttribute): readonly string[] {
  return ['group', 'version', 'kind']
    .filter((key) => !settings.has(key))
    .map((key) => `\`#[kube]\` lacks ${key} = "…".`);
}

/** The types of k8s-openapi that the model imports, by name. */
function importsOf(items: readonly Syntax[]): ReadonlyMap<string, readonly string[]> {
  const imports = new Map<string, readonly string[]>();
  for (const item of items) {
    if (item.type === 'mod_item')
      for (const [name, path] of importsOf(item.child('body')?.kids ?? [])) imports.set(name, path);
    const path = item.type === 'use_declaration' ? segments(item.child('argument')) : [];
    if (path[0] === 'k8s_openapi') imports.set(path.at(-1) ?? '', path);
  }
  return imports;
}

/** `Api<K>` of a type in k8s-openapi that is not a kind. */
function unknownKinds(text: string, imports: ReadonlyMap<string, readonly string[]>): readonly ModelFault[] {
  const kinds = builtInKinds().map(({ kind }) => kind);
  return [...text.matchAll(/\bApi(?:::)?<\s*([\w:]+)\s*>/g)].flatMap(({ 1: name = '', index }) => {
    const path = name.startsWith('k8s_openapi::') ? name.split('::') : imports.get(name);
    if (path === undefined || builtInKind(path) !== undefined) return [];
    const line = text.slice(0, index).split('\n').length;
    return [{ line, why: `\`${path.join('::')}\` is no kind of Kubernetes${suggestion(path.at(-1) ?? '', kinds)}.` }];
  });
}

function accepted(words: Iterable<string>): string {
  const all = [...words];
  return all.length === 0 ? 'It takes none.' : `Accepted: ${all.join(', ')}.`;
}
