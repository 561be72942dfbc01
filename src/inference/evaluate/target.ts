// The target of a path: a variable, a constant, a function, a variant, or a member of a type.

import type { Syntax } from '../../formats/rust/syntax.ts';
import { type Definition, Module, type VariantDef } from '../names/definitions.ts';
import { isForeign, resolvePath } from '../names/resolve.ts';
import { segments } from '../names/use-tree.ts';
import { lower, turbofish } from '../types/lower.ts';
import { fresh, prune, type Ty } from '../types/ty.ts';
import { constant } from './const-item.ts';
import { constantGeneric } from './constant.ts';
import type { Evaluator } from './evaluator.ts';
import type { Frame } from './frame.ts';
import { noteMade } from './subcommands.ts';
import { makeVariant, structConstructor, variantConstructor } from './struct.ts';
import { type Callable, unknown, type Value } from './value.ts';
import { variantOf } from './variant.ts';

/** The target of a path that is called or used as a value. */
export type Target =
  | { readonly k: 'value'; readonly value: Value }
  /** A function of a type: `Type::name`. */
  | {
      readonly k: 'associated';
      readonly ty: Ty;
      readonly name: string;
      readonly generics: readonly Ty[];
      readonly trait: Definition | undefined;
      /** The type arguments of that trait: `<App as Lists<Pod>>::all`. */
      readonly traitArgs?: readonly Ty[];
    }
  /** A function of a crate that is not read. */
  | { readonly k: 'foreign'; readonly path: readonly string[]; readonly generics: readonly Ty[] };

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
    return ofType(evaluator, owner, name, generics, frame);
  }
  if (owner?.child('path')?.type === 'bracketed_type')
    return { k: 'associated', ty: lower(owner, frame.scope), name, generics, trait: undefined };
  const names = segments(path);
  const first = names[0] ?? '';
  if (names.length > 1 && (first === 'Self' || frame.scope.generics.has(first))) {
    const self = first === 'Self' ? frame.scope.self : frame.scope.generics.get(first);
    // `B::Store::open(client)`: a function of a type that a trait names.
    if (names.length > 2)
      return { k: 'associated', ty: lower(owner, frame.scope), name: names.at(-1) ?? '', generics, trait: undefined };
    const variant = self === undefined ? undefined : variantOf(self, names[1] ?? '');
    if (self !== undefined && variant !== undefined) {
      noteMade(evaluator, variant, frame);
      return { k: 'value', value: variantValue(evaluator, variant, argumentsOf(self)) };
    }
    return { k: 'associated', ty: self ?? fresh(), name: names[1] ?? '', generics, trait: undefined };
  }
  if (first === 'Self' && frame.scope.self !== undefined) {
    const self = prune(frame.scope.self);
    return self.k === 'nominal' ? { k: 'value', value: structConstructor(self.def, self.args) } : undefined;
  }
  const resolved = resolvePath(names, frame.scope.module, 'value');
  if (resolved === undefined) return { k: 'foreign', path: names, generics };
  const { definition, rest } = resolved;
  if (isForeign(definition)) {
    // `k8s_openapi::…::Pod::default`: a type that is known only by its path.
    return definition.path.includes('k8s_openapi') && owner !== undefined
      ? ofType(evaluator, owner, name, generics, frame)
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
      : ofType(evaluator, owner, rest.at(-1) ?? '', generics, frame);
  }
  if (!(definition instanceof Module) && definition.kind === 'variant') noteMade(evaluator, definition, frame);
  return { k: 'value', value: definitionValue(evaluator, definition, generics) };
}

function ofType(evaluator: Evaluator, owner: Syntax, name: string, generics: readonly Ty[], frame: Frame): Target {
  const inside = owner.type === 'bracketed_type' ? owner.firstKid : owner;
  const alias = inside?.type === 'qualified_type' ? inside.child('alias') : undefined;
  const ty = lower(inside?.type === 'qualified_type' ? inside.child('type') : inside, frame.scope);
  const variant = alias === undefined ? variantOf(ty, name) : undefined;
  if (variant !== undefined) {
    noteMade(evaluator, variant, frame);
    return { k: 'value', value: variantValue(evaluator, variant, argumentsOf(ty)) };
  }
  const trait = alias === undefined ? undefined : resolvePath(segments(alias), frame.scope.module, 'type')?.definition;
  return {
    k: 'associated',
    ty,
    name,
    generics,
    trait: trait === undefined || isForeign(trait) ? undefined : trait,
    traitArgs: alias?.type === 'generic_type' ? turbofish(alias.child('type_arguments'), frame.scope) : [],
  };
}

function argumentsOf(ty: Ty): readonly Ty[] {
  const self = prune(ty);
  return self.k === 'nominal' ? self.args : [];
}

/** A variant as a value, or as its function; `written` has the type arguments in its path. */
export function variantValue(evaluator: Evaluator, variant: VariantDef, written: readonly Ty[]): Value {
  return variant.fields.size === 0
    ? makeVariant(variant, new Map(), evaluator, written)
    : variantConstructor(variant, written);
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
      return variantValue(evaluator, definition, generics);
    case 'type': {
      if (definition.fields.has('0')) return structConstructor(definition, generics);
      const ty: Ty = { k: 'nominal', def: definition, args: definition.generics.map(() => fresh()) };
      evaluator.seen.addInstance({ ty });
      return { ty };
    }
    default:
      return unknown();
  }
}
