// Functions of types that are not read: constructors, conversions, parsers of arguments.

import { builderOf } from '../names/built-functions.ts';
import { table } from '../../table.ts';
import { externalType } from '../names/definitions.ts';
import { constantOf, STRING, typed, type Value } from './value.ts';
import { fresh, isList, isMap, isNamed, type Nominal, prune, type Ty, unify } from '../types/ty.ts';
import { CONFIGURED } from './origin.ts';
import { readManifest } from './manifest.ts';
import { crateOf, handOver, letEscape } from './handed-over.ts';
import { derivedConstructor, derivedFrom } from './derived-method.ts';
import { result } from './data.ts';
import { holding, textFrom } from './made-text.ts';
import { collect } from './standard/list.ts';
import { openapiRequest } from './openapi-request.ts';
import type { Syntax } from '../../formats/rust/syntax.ts';
import type { Evaluator } from './evaluator.ts';
import type { Frame } from './frame.ts';
import { askedOf, isOfCrateWithKube } from './asked.ts';
import type { MethodCall } from './found-method.ts';
import { callMethod } from './method.ts';
import { changedByOthers } from './mutation.ts';

interface OfType {
  readonly ty: Ty;
  readonly name: string;
  readonly generics: readonly Ty[];
  readonly args: readonly Value[];
  readonly at: Syntax;
}

const POINTERS = new Set([
  'Arc',
  'Rc',
  'Box',
  'Pin',
  'Mutex',
  'RwLock',
  'RefCell',
  'Cell',
  'Cow',
  'OnceCell',
  'OnceLock',
  'Lazy',
  'LazyLock',
  'ArcSwap',
  'Data',
  'State',
  'Extension',
  'Weak',
  'Zeroizing',
  'ManuallyDrop',
  'MaybeUninit',
  'UnsafeCell',
  'LazyCell',
  'CachePadded',
  'SyncWrapper',
  'SendWrapper',
  'Fragile',
  'Reverse',
]);

/** Those whose content changes behind a shared reference. */
const CELLS = new Set(['Mutex', 'RwLock', 'RefCell', 'Cell', 'OnceCell', 'OnceLock', 'ArcSwap']);

/** A function of a type that is not read: `Arc::new`, `String::from`, `Vec::with_capacity`. */
export function callForeignOf(evaluator: Evaluator, call: OfType, frame: Frame): Value {
  evaluator.accounts.note(call.at, 'nothing', 'given no client');
  const self = prune(call.ty);
  const isOfKube = isOfCrateWithKube(evaluator, { ty: self });
  const method = isOfKube ? undefined : asMethod(self, call);
  if (method !== undefined) return callMethod(evaluator, method, frame);
  const known = isOfKube ? undefined : knownFunction(evaluator, self, call, frame);
  if (known !== undefined) return known;
  changedByOthers(call.args);
  const crate = self.k === 'nominal' && self.def.module === undefined ? crateOf(self.def.path) : undefined;
  const isKnown = self.k === 'nominal' && (self.def.module !== undefined || self.def.path.length === 1);
  const given = { crate, name: call.name, args: call.args, at: call.at };
  const holds = !isKnown && handOver(evaluator, given, frame);
  const asked = isKnown ? undefined : askedOf(evaluator, given, frame);
  if (PARSERS.has(call.name) && self.k === 'nominal') {
    evaluator.seen.addInstance({ ty: self });
    return { ty: call.name.startsWith('try') ? result(self) : self, origin: CONFIGURED };
  }
  letEscape(evaluator, call.args, call.at, frame);
  if (call.name === 'default') {
    evaluator.seen.addInstance({ ty: self });
    return { ty: self, empty: true };
  }
  if (CONSTRUCTORS.test(call.name) && self.k === 'nominal') {
    const made = FALLIBLE.test(call.name) ? result(listed(self)) : listed(self);
    return {
      ty: made,
      crate,
      asked,
      ...(holds ? { holds } : {}),
      ...(self.def.module === undefined && !isNamed(self, 'Vec', 'HashMap', 'BTreeMap', 'DashMap')
        ? { origin: holding(call.args).origin }
        : { empty: call.args.length === 0 }),
    };
  }
  return { ty: fresh(), crate, asked, origin: textFrom(call.args).origin, ...(holds ? { holds } : {}) };
}

/** The result of a function that the name of its type tells. */
function knownFunction(evaluator: Evaluator, self: Ty, call: OfType, frame: Frame): Value | undefined {
  return (
    readManifest(call.name, call, self) ??
    (self.k === 'nominal' ? ofNominal(evaluator, self, call, frame) : undefined) ??
    lookedThrough(self, call) ??
    collectedFrom(self, call) ??
    constructed(evaluator, self, call) ??
    converted(self, call)
  );
}

/** Traits of which a function is a method of its first argument: `Iterator::map(names, f)`. */
const TRAITS = new Set([
  'Iterator',
  'IntoIterator',
  'StreamExt',
  'TryStreamExt',
  'FutureExt',
  'TryFutureExt',
  'Extend',
]);

/** Methods of cells that store their argument. */
const STORES = /^(?:set|replace|swap|update|get_or_init|get_mut_or_init)$/;

/** `Vec::push(&mut names, name)` is `names.push(name)`. */
function asMethod(self: Ty, { name, args: [receiver, ...args], generics, at }: OfType): MethodCall | undefined {
  if (self.k !== 'nominal' || self.def.module !== undefined || receiver === undefined) return undefined;
  const isMethod =
    TRAITS.has(self.def.name) ||
    (CELLS.has(self.def.name) && STORES.test(name)) ||
    (isAlike(self, prune(receiver.ty)) && !/^(?:new|from|with_|default|try_from)/.test(name));
  return isMethod ? { receiver, name, args, generics, at, source: at } : undefined;
}

function isAlike(self: Ty, other: Ty): boolean {
  if (isList(self) || isMap(self)) return isList(self) ? isList(other) : isMap(other);
  return isNamed(self, 'Option', 'Result') && isNamed(other, self.def.name);
}

/** Methods that the type alone decides: a request, a pointer, a custom resource, a builder, the variants of an enum. */
function ofNominal(evaluator: Evaluator, self: Nominal, call: OfType, frame: Frame): Value | undefined {
  const { name, module, path, resource, derives } = self.def;
  const [arg] = call.args;
  if (path.includes('k8s_openapi')) {
    const request = openapiRequest(evaluator, { ...call, path }, frame);
    if (request !== undefined) return request;
  }
  if (POINTERS.has(name)) {
    if (arg?.calls !== undefined && /Lazy|Once/.test(name)) return evaluator.invoke(arg, [], call.at, frame);
    const content = arg ?? { ty: fresh(), empty: true };
    return CELLS.has(name) ? { ...content, isShared: true } : content;
  }
  if (module !== undefined && call.name === 'new' && resource?.record !== undefined && arg !== undefined)
    return { ty: self, fields: new Map([['metadata', { ty: fresh(), fields: new Map([['name', arg]]) }]]) };
  if (module !== undefined && builderOf(self.def).start === call.name) return { ty: self, empty: true };
  return LISTS_VARIANTS[call.name]?.some((derive) => derives.includes(derive)) === true
    ? { ty: { k: 'nominal', def: externalType(['Vec']), args: [self] } }
    : undefined;
}

/** The result of a function that a derive writes: `new` or `from`. */
function constructed(evaluator: Evaluator, self: Ty, { name, args }: OfType): Value | undefined {
  if (name === 'new') return derivedConstructor(evaluator, self, args);
  return name === 'from' && args[0] !== undefined ? derivedFrom(evaluator, self, args[0]) : undefined;
}

/** A copy or a conversion that keeps the knowledge about its argument: `Api::<Pod>::clone(&pods)`, `String::from(name)`. */
function converted(self: Ty, { name, args }: OfType): Value | undefined {
  const [arg] = args;
  if (COPIES.has(name) && arg !== undefined && args.length === 1) return arg;
  if (isNamed(self, 'String') && (name === 'from' || name === 'from_utf8' || name === 'from_utf8_lossy'))
    return typed(STRING, arg);
  return name === 'from' && arg !== undefined && (self.k === 'var' || constantOf(arg) !== undefined) ? arg : undefined;
}

/** `Box::<Row<Pod>>::new(row)`: a pointer counts as its target type, so this is `Row<Pod>` with an undeclared `new`. */
function lookedThrough(self: Ty, { name, args: [arg, ...more] }: OfType): Value | undefined {
  if (arg === undefined || more.length > 0 || !/^(?:new|pin|from)$/.test(name)) return undefined;
  const given = prune(arg.ty);
  if (self.k !== 'nominal' || given.k !== 'nominal' || self.def !== given.def || self.def.module === undefined)
    return undefined;
  unify(self, given);
  return arg;
}

/** `Vec::from([a, b])`, `BTreeMap::from([(key, value)])`, `from_iter`. */
function collectedFrom(self: Ty, { name, args: [arg] }: OfType): Value | undefined {
  if (arg === undefined || (name !== 'from' && name !== 'from_iter') || !(isList(self) || isMap(self)))
    return undefined;
  return collect(arg, listed(self));
}

/** Methods of traits that return their receiver, called by the path of a type. */
const COPIES = new Set(['clone', 'as_ref', 'as_mut', 'borrow', 'borrow_mut', 'deref', 'deref_mut', 'to_owned']);

/** clap, argh and similar crates: their results are configuration. */
const PARSERS = new Set([
  'parse',
  'try_parse',
  'parse_from',
  'try_parse_from',
  'from_args',
  'from_env',
  'init_from_env',
  'parse_args',
]);
/** Functions from derives that return every variant of an enum. */
const LISTS_VARIANTS = table<readonly string[]>({ iter: ['EnumIter'], value_variants: ['ValueEnum'] });

const CONSTRUCTORS = /^(?:new|with_|default|builder|create|open|from_)/;
const FALLIBLE = /^(?:try_|open)/;

function listed(self: Ty & { readonly k: 'nominal' }): Ty {
  if (self.args.length > 0) return self;
  if (isList(self)) return { ...self, args: [fresh()] };
  return isMap(self) ? { ...self, args: [fresh(), fresh()] } : self;
}
