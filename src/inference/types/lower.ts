// Converts a written type to a type of the analysis.

import type { Syntax } from '../../formats/rust/syntax.ts';
import { externalType, Module, type TraitDef, type TypeDef } from '../names/definitions.ts';
import { isForeign, resolvePath } from '../names/resolve.ts';
import { segments } from '../names/use-tree.ts';
import { type Dyn, fresh, NEVER, type Ty, UNIT } from './ty.ts';
import { FUNCTIONS, isChannelEnd, LIST_LIKE, STREAMS } from './foreign-names.ts';
import { TRANSPARENT } from './foreign-names.ts';
import { isClosed, namesIn } from './written-type.ts';

/** The context of a type: the surrounding names, the type parameters, and `Self`. */
export interface TypeScope {
  readonly module: Module;
  readonly generics: ReadonlyMap<string, Ty>;
  readonly self: Ty | undefined;
  /** `type Target = X` of the surrounding impl, for `Self::Target`. */
  readonly associated?: ReadonlyMap<string, Syntax>;
  /** Parameters that the path of a value omits (`Store { api }`) follow from it; a type has their defaults. */
  readonly isOfValue?: true;
  /** The associated type of an impl for `self`, for `T::Object` and `<T as Trait>::Object`. */
  readonly project?: (self: Ty, name: string) => Ty | undefined;
}

/** The first name in the path of a constant among type arguments. */
export const CONSTANT = 'const';

export const ITER = externalType(['Iter']);
const CHANNEL = externalType(['Channel']);

/** The written type; one without type parameters and `Self` is computed once per module. */
export function lower(type: Syntax | undefined, scope: TypeScope, depth = 0): Ty {
  if (type === undefined || depth > 40) return fresh();
  const written = scope.module.crate.graph.known.types;
  const known = written.get(type);
  if (known?.module === scope.module && !known.names.some((name) => scope.generics.has(name))) return known.ty;
  const ty = lowered(type, scope, depth);
  if (depth === 0 && isClosed(ty, 0)) {
    const names = namesIn(type);
    if (!names.some((name) => name === '' || name === 'Self' || scope.generics.has(name)))
      written.set(type, { module: scope.module, names, ty });
  }
  return ty;
}

function lowered(type: Syntax, scope: TypeScope, depth: number): Ty {
  switch (type.type) {
    case 'reference_type':
    case 'pointer_type':
      return lower(type.child('type'), scope, depth + 1);
    case 'tuple_type':
      // `&(dyn Trait + Send)`: brackets around one type are not a tuple.
      if (type.kids.length === 1 && !/,\s*\)$/.test(type.text)) return lower(type.firstKid, scope, depth + 1);
      return { k: 'tuple', items: type.kids.map((kid) => lower(kid, scope, depth + 1)) };
    case 'unit_type':
      return UNIT;
    case 'never_type':
      return NEVER;
    case 'array_type':
      return { k: 'nominal', def: externalType(['Vec']), args: [lower(type.child('element'), scope, depth + 1)] };
    case 'primitive_type':
      return { k: 'nominal', def: externalType([type.text === 'str' ? 'String' : type.text]), args: [] };
    case 'generic_type':
    case 'generic_type_with_turbofish':
      return named(segments(type.child('type')), type.child('type_arguments'), scope, depth);
    case 'type_identifier':
    case 'scoped_type_identifier':
      return scoped(type, scope, depth);
    case 'identifier':
    case 'self':
    case 'scoped_identifier':
      return scoped(type, { ...scope, isOfValue: true }, depth);
    case 'dynamic_type':
    case 'abstract_type':
      return bounds([type.child('trait')], scope, depth);
    case 'bounded_type':
      return bounds(type.kids, scope, depth);
    case 'function_type':
      return functionType(type, scope, depth);
    case 'bracketed_type':
    case 'qualified_type':
      return lower(type.firstKid, scope, depth + 1);
    case 'boolean_literal':
    case 'integer_literal':
    case 'char_literal':
    case 'string_literal':
      return { k: 'nominal', def: externalType([CONSTANT, type.text]), args: [] };
    case 'macro_invocation':
      return lower(scope.module.crate.writtenType?.(type, scope.module), scope, depth + 1);
    case 'higher_ranked_trait_bound':
      return lower(type.child('type'), scope, depth + 1);
    default:
      return fresh();
  }
}

function scoped(type: Syntax, scope: TypeScope, depth: number): Ty {
  const path = type.child('path');
  if (path?.type === 'generic_type') return fresh();
  if (path?.type === 'bracketed_type') {
    const inside = path.firstKid;
    const self = inside?.type === 'qualified_type' ? inside.child('type') : inside;
    return projected(lower(self, scope, depth + 1), type.child('name')?.text ?? '', scope);
  }
  return named(segments(type), undefined, scope, depth);
}

function named(path: readonly string[], args: Syntax | undefined, scope: TypeScope, depth: number): Ty {
  const first = path[0] ?? '';
  if (path.length === 1) {
    if (first === '_') return fresh();
    if (first === 'Self') return scope.self ?? fresh();
    const generic = scope.generics.get(first);
    if (generic !== undefined) return generic;
  } else if (scope.generics.has(first))
    return path.slice(1).reduce((ty, name) => projected(ty, name, scope), scope.generics.get(first) ?? fresh());
  else if (first === 'Self') {
    const associated = scope.associated?.get(path[1] ?? '');
    if (associated === undefined)
      return scope.self === undefined ? fresh() : projected(scope.self, path[1] ?? '', scope);
    return depth > 20 ? fresh() : lower(associated, scope, depth + 5);
  }
  const resolved = resolvePath(path, scope.module, 'type');
  const definition = resolved?.definition;
  if (definition === undefined || definition instanceof Module || (resolved?.rest.length ?? 0) > 0) return fresh();
  if (isForeign(definition)) return foreign(definition.path, typeArguments(args, scope, depth), args, scope, depth);
  if (definition.kind === 'alias') {
    const generics = parametersOf(definition, typeArguments(args, scope, depth), scope, depth);
    return lower(definition.target, { module: definition.module, generics, self: undefined }, depth + 1);
  }
  if (definition.kind === 'type')
    return nominal(definition, [...parametersOf(definition, typeArguments(args, scope, depth), scope, depth).values()]);
  if (definition.kind === 'trait') return { k: 'dyn', traits: [definition], args: typeArguments(args, scope, depth) };
  return fresh();
}

/** The given type parameters of a definition, and the defaults of omitted ones. */
function parametersOf(
  { generics: names, defaults, module }: Pick<TypeDef, 'generics' | 'defaults' | 'module'>,
  given: readonly Ty[],
  scope: TypeScope,
  depth: number,
): ReadonlyMap<string, Ty> {
  const generics = new Map<string, Ty>();
  for (const [at, name] of names.entries()) {
    const written = scope.isOfValue === true ? undefined : defaults?.get(name);
    const missing =
      written === undefined || module === undefined
        ? fresh
        : () => lower(written, { module, generics, self: undefined }, depth + 1);
    generics.set(name, given[at] ?? missing());
  }
  return generics;
}

function projected(self: Ty, name: string, scope: TypeScope): Ty {
  return scope.project?.(self, name) ?? fresh();
}

/** A nominal type with as many arguments as it has parameters. */
export function nominal(def: TypeDef, given: readonly Ty[]): Ty {
  if (def.module === undefined) return { k: 'nominal', def, args: given };
  return { k: 'nominal', def, args: def.generics.map((_, at) => given[at] ?? fresh()) };
}

function foreign(
  path: readonly string[],
  given: readonly Ty[],
  args: Syntax | undefined,
  scope: TypeScope,
  depth: number,
): Ty {
  const name = path.at(-1) ?? '';
  if (path.includes('k8s_openapi'))
    return { k: 'nominal', def: externalType(path.slice(path.lastIndexOf('k8s_openapi'))), args: given };
  if (TRANSPARENT.has(name)) return binding(args, 'Output', scope, depth) ?? given[0] ?? fresh();
  if (STREAMS.has(name)) {
    const item = binding(args, 'Item', scope, depth) ?? given[0] ?? fresh();
    return { k: 'nominal', def: ITER, args: [item] };
  }
  if (isChannelEnd(path)) return { k: 'nominal', def: CHANNEL, args: [given[0] ?? fresh()] };
  if (name === 'str' || name === 'PathBuf') return { k: 'nominal', def: externalType(['String']), args: [] };
  if (name === 'Result' && given.length < 2 && path.length > 1) {
    // `std::io::Result<T>`, `anyhow::Result<T>`: such a name includes the error type.
    const error: Ty = { k: 'nominal', def: externalType([...path.slice(0, -1), 'Error']), args: [] };
    return { k: 'nominal', def: externalType([name]), args: [given[0] ?? fresh(), error] };
  }
  if (name === 'Option' || name === 'Result' || LIST_LIKE.has(name)) {
    return { k: 'nominal', def: externalType([name]), args: given.length === 0 ? [fresh()] : given };
  }
  return { k: 'nominal', def: externalType(path), args: ARRAY_BACKED.has(name) ? given.map(elementOfArray) : given };
}

/** Lists that are declared with their initial array: `SmallVec<[Pod; 4]>`. */
const ARRAY_BACKED = new Set(['SmallVec', 'ArrayVec', 'TinyVec']);

function elementOfArray(given: Ty): Ty {
  return given.k === 'nominal' && given.def === externalType(['Vec']) ? (given.args[0] ?? given) : given;
}

function typeArguments(args: Syntax | undefined, scope: TypeScope, depth: number): readonly Ty[] {
  const types: Ty[] = [];
  for (const kid of args?.kids ?? []) {
    if (kid.type === 'type_binding' || kid.type === 'lifetime') continue;
    types.push(lower(kid, scope, depth + 1));
  }
  return types;
}

/** The types between `::<` and `>`. */
export function turbofish(args: Syntax | undefined, scope: TypeScope): readonly Ty[] {
  return typeArguments(args, scope, 0);
}

function binding(args: Syntax | undefined, name: string, scope: TypeScope, depth: number): Ty | undefined {
  const found = args?.kids.find((kid) => kid.type === 'type_binding' && kid.child('name')?.text === name);
  return found === undefined ? undefined : lower(found.child('type'), scope, depth + 1);
}

function functionType(type: Syntax, scope: TypeScope, depth: number): Ty {
  const trait = type.child('trait')?.text;
  if (trait !== undefined && !FUNCTIONS.has(trait.split('::').at(-1) ?? '')) return fresh();
  const params = (type.child('parameters')?.kids ?? []).map((kid) =>
    lower(kid.type === 'parameter' ? kid.child('type') : kid, scope, depth + 1),
  );
  return { k: 'function', params, result: lower(type.child('return_type'), scope, depth + 1) };
}

/** `dyn A + B` and `impl A + B`: the one relevant bound, or the traits of the program. */
function bounds(types: readonly (Syntax | undefined)[], scope: TypeScope, depth: number): Ty {
  const traits: TraitDef[] = [];
  let args: readonly Ty[] = [];
  for (const type of types) {
    if (type === undefined || type.type === 'lifetime') continue;
    const ty = lower(type, scope, depth + 1);
    if (ty.k === 'dyn') {
      traits.push(...ty.traits);
      args = ty.args;
    } else if (ty.k === 'function' || (ty.k === 'nominal' && ty.def === ITER)) return ty;
    else if (type.type === 'generic_type' && TRANSPARENT.has(segments(type.child('type')).at(-1) ?? '')) return ty;
  }
  const dyn: Dyn = { k: 'dyn', traits, args };
  return traits.length === 0 ? fresh() : dyn;
}
