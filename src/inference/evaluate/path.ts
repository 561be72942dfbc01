// Paths as values: variables, constants, functions, variants, and what belongs to a type (`Api::<Pod>::all`).

import type { Syntax } from '../../formats/rust/syntax.ts';
import { type ConstDef, type Definition, externalType, Module } from '../names/definitions.ts';
import { isForeign, resolvePath } from '../names/resolve.ts';
import { segments } from '../names/use-tree.ts';
import { lower, turbofish } from '../types/lower.ts';
import { fresh, prune, type Ty } from '../types/ty.ts';
import type { Evaluator } from './evaluator.ts';
import { callForeign } from './foreign.ts';
import { callAssociated } from './call.ts';
import { conversionItem } from './conversion.ts';
import { CONVERTING, TRANSPARENT } from './method-names.ts';
import { evaluate } from './expression.ts';
import { constantGeneric } from './constant.ts';
import { type Frame, Variables } from './frame.ts';
import { constructor, makeVariant } from './struct.ts';
import { type Callable, text, typed, unknown, type Value } from './value.ts';

/** What a path names when it is called or used as a value. */
export type Target =
  | { readonly k: 'value'; readonly value: Value }
  /** A function of a type: `Type::name`. */
  | {
      readonly k: 'associated';
      readonly ty: Ty;
      readonly name: string;
      readonly generics: readonly Ty[];
      readonly trait: Definition | undefined;
    }
  /** A function of a crate that is not read. */
  | { readonly k: 'foreign'; readonly path: readonly string[]; readonly generics: readonly Ty[] };

export function evaluatePath(evaluator: Evaluator, syntax: Syntax, frame: Frame): Value {
  const target = targetOf(evaluator, syntax, frame);
  if (target === undefined) return unknown();
  if (target.k === 'value') {
    evaluator.escape(target.value, syntax, frame);
    return target.value;
  }
  if (target.k === 'foreign') {
    if (target.path.at(-1) === 'None')
      return { ty: { k: 'nominal', def: externalType(['Option']), args: [fresh()] }, empty: true };
    // `http::Method::PATCH`.
    if (target.path.at(-2) === 'Method' && /^[A-Z]+$/.test(target.path.at(-1) ?? ''))
      return text(target.path.at(-1) ?? '');
    return foreignFunction(evaluator, target, syntax, frame);
  }
  return associatedValue(evaluator, target, syntax, frame);
}

export function targetOf(evaluator: Evaluator, syntax: Syntax, frame: Frame): Target | undefined {
  const isGeneric = syntax.type === 'generic_function';
  const path = isGeneric ? syntax.child('function') : syntax;
  const generics = isGeneric ? turbofish(syntax.child('type_arguments'), frame.scope) : [];
  if (path === undefined) return undefined;
  if (path.type === 'identifier' || path.type === 'self') {
    const variable = frame.variables.get(path.text);
    if (variable !== undefined) return { k: 'value', value: variable };
    const generic = constantGeneric(frame.scope.generics.get(path.text));
    if (generic !== undefined) return { k: 'value', value: generic };
  } else if (path.type === 'field_expression') return undefined;
  const owner = path.child('path');
  const name = path.child('name')?.text ?? '';
  if (owner !== undefined && (owner.type === 'generic_type' || owner.type === 'bracketed_type')) {
    return ofType(owner, name, generics, frame);
  }
  const names = segments(path);
  const first = names[0] ?? '';
  if (names.length > 1 && (first === 'Self' || frame.scope.generics.has(first))) {
    const self = first === 'Self' ? frame.scope.self : frame.scope.generics.get(first);
    if (names.length > 2) return { k: 'associated', ty: fresh(), name: names.at(-1) ?? '', generics, trait: undefined };
    const variant = self === undefined ? undefined : variantOf(self, names[1] ?? '');
    if (variant !== undefined) return { k: 'value', value: variantValue(evaluator, variant) };
    return { k: 'associated', ty: self ?? fresh(), name: names[1] ?? '', generics, trait: undefined };
  }
  if (first === 'Self' && frame.scope.self !== undefined) {
    const self = prune(frame.scope.self);
    return self.k === 'nominal' ? { k: 'value', value: constructor(self.def, evaluator, self) } : undefined;
  }
  const resolved = resolvePath(names, frame.scope.module, 'value');
  if (resolved === undefined) return { k: 'foreign', path: names, generics };
  const { definition, rest } = resolved;
  if (isForeign(definition)) {
    // `k8s_openapi::…::Pod::default`: a type that is known by its path alone.
    return definition.path.includes('k8s_openapi') && owner !== undefined
      ? ofType(owner, name, generics, frame)
      : { k: 'foreign', path: definition.path, generics };
  }
  if (rest.length > 0) {
    const isTrait = !(definition instanceof Module) && definition.kind === 'trait';
    if (isTrait)
      return {
        k: 'associated',
        ty: { k: 'dyn', traits: [definition], args: [] },
        name: rest.at(-1) ?? '',
        generics,
        trait: definition,
      };
    return owner === undefined || definition instanceof Module
      ? undefined
      : ofType(owner, rest.at(-1) ?? '', generics, frame);
  }
  return { k: 'value', value: definitionValue(evaluator, definition, generics) };
}

function ofType(owner: Syntax, name: string, generics: readonly Ty[], frame: Frame): Target {
  const inside = owner.type === 'bracketed_type' ? owner.kids[0] : owner;
  const alias = inside?.type === 'qualified_type' ? inside.child('alias') : undefined;
  const ty = lower(inside?.type === 'qualified_type' ? inside.child('type') : inside, frame.scope);
  const trait = alias === undefined ? undefined : resolvePath(segments(alias), frame.scope.module, 'type')?.definition;
  return { k: 'associated', ty, name, generics, trait: trait === undefined || isForeign(trait) ? undefined : trait };
}

function variantOf(ty: Ty, name: string) {
  const self = prune(ty);
  return self.k === 'nominal' ? self.def.variants.get(name) : undefined;
}

function variantValue(evaluator: Evaluator, variant: NonNullable<ReturnType<typeof variantOf>>): Value {
  return variant.fields.size === 0
    ? makeVariant(variant, new Map(), evaluator)
    : constructor(variant, evaluator, undefined);
}

function definitionValue(evaluator: Evaluator, definition: Definition, generics: readonly Ty[]): Value {
  if (definition instanceof Module) return unknown();
  switch (definition.kind) {
    case 'fn': {
      const callable: Callable = { k: 'function', fn: definition, generics, self: undefined };
      return { ty: fresh(), calls: [callable] };
    }
    case 'const':
      return constant(evaluator, definition, undefined);
    case 'variant':
      return variantValue(evaluator, definition);
    case 'type': {
      if (definition.fields.has('0')) return constructor(definition, evaluator, undefined);
      const ty: Ty = { k: 'nominal', def: definition, args: definition.generics.map(() => fresh()) };
      evaluator.sawInstance({ ty });
      return { ty };
    }
    default:
      return unknown();
  }
}

/** The value of a constant or a static; computed once. */
export function constant(evaluator: Evaluator, definition: ConstDef, self: Ty | undefined): Value {
  const known = evaluator.constants.get(definition);
  if (known !== undefined && self === undefined) return known;
  const scope = { module: definition.module, generics: new Map(), self };
  const ty = lower(definition.type, scope);
  const before = evaluator.settings.before.constants.get(definition);
  // What `task_local!` declares has a value only within its scope.
  const start: Value = before === undefined ? { ty, empty: true } : { ...before, ty };
  evaluator.constants.set(definition, start);
  if (definition.value === undefined) return start;
  const frame: Frame = {
    scope,
    variables: new Variables(),
    results: { value: undefined },
    trail: undefined,
    site: undefined,
    fn: undefined,
  };
  const value = evaluate(evaluator, definition.value, frame);
  const typedValue =
    value.empty === true && before !== undefined ? start : prune(ty).k === 'var' ? value : typed(ty, value);
  evaluator.constants.set(definition, typedValue);
  return typedValue;
}

function associatedValue(
  evaluator: Evaluator,
  target: Extract<Target, { k: 'associated' }>,
  syntax: Syntax,
  frame: Frame,
): Value {
  const self = prune(target.ty);
  if (self.k === 'nominal') {
    const variant = self.def.variants.get(target.name);
    if (variant !== undefined) return variantValue(evaluator, variant);
    for (const impl of evaluator.program.implsOf(self.def)) {
      const found = impl.constants.get(target.name);
      if (found !== undefined) return constant(evaluator, found, self);
    }
  }
  if (CONVERTING.has(target.name) && evaluator.program.find(self, target.name) === undefined)
    return conversionItem(evaluator, self, target.name, syntax, frame);
  const isChosenLater = evaluator.program.hasSeveral(self, target.name) || self.k === 'dyn';
  if (isChosenLater) return lateItem(evaluator, target, syntax, frame);
  const found = evaluator.program.find(self, target.name) ?? evaluator.program.findBlanket(self, target.name);
  if (found === undefined)
    return foreignFunction(
      evaluator,
      { path: [self.k === 'nominal' ? self.def.name : '', target.name], generics: target.generics },
      syntax,
      frame,
    );
  const item: Value = {
    ty: fresh(),
    calls: [{ k: 'function', fn: found.fn, generics: target.generics, self: found.self }],
  };
  evaluator.escape(item, syntax, frame);
  return item;
}

/** A function of which the arguments decide which one it is: `Row::from`, `Box::<dyn Shape>::from`, `Shape::draw`. */
function lateItem(evaluator: Evaluator, target: Extract<Target, { k: 'associated' }>, at: Syntax, frame: Frame): Value {
  const make = (args: readonly Value[]): Value => callAssociated(evaluator, target, args, at, frame);
  return { ty: fresh(), calls: [{ k: 'construct', make }] };
}

/** `str::to_owned`, `Some`, `Into::into` as values: a function that is not read, called later by an adaptor. */
function foreignFunction(
  evaluator: Evaluator,
  target: { readonly path: readonly string[]; readonly generics: readonly Ty[] },
  at: Syntax,
  frame: Frame,
): Value {
  const name = target.path.at(-1) ?? '';
  if (target.path.length < 2 && !['Some', 'Ok'].includes(name)) return unknown();
  const make = (args: readonly Value[]): Value => {
    const [first] = args;
    if (first === undefined) return unknown();
    return target.path.length > 1 && TRANSPARENT.has(name)
      ? first
      : callForeign(evaluator, { ...target, args, at }, frame);
  };
  return { ty: fresh(), calls: [{ k: 'construct', make }] };
}
