// Methods that derives write for a struct: builders (typed-builder, bon, derive_builder), setters and getters. Their
// names follow the fields, so the field in the name identifies an undeclared method.

import { builderOf, writtenDefault } from '../names/built-functions.ts';
import type { Module, TypeDef } from '../names/definitions.ts';
import { isForeign, resolvePath } from '../names/resolve.ts';
import type { Syntax } from '../../formats/rust/syntax.ts';
import { render, tokenize } from '../names/tokens.ts';
import { lower } from '../types/lower.ts';
import { fresh, isNamed, prune, type Ty, unify } from '../types/ty.ts';
import { convert } from './conversion.ts';
import { field, option, unwrapped } from './data.ts';
import type { Evaluator } from './evaluator.ts';
import { emptyFrame, type Frame } from './frame.ts';
import type { MethodCall } from './found-method.ts';
import { mayBe } from './impl-fit.ts';
import { joinAll } from './join.ts';
import { makeStruct, makeVariant } from './struct.ts';
import { typed, type Value } from './value.ts';

/** The value of a method from a derive; undefined if the receiver is not a struct of the program, or no field matches. */
export function derivedMethod(evaluator: Evaluator, call: MethodCall, frame: Frame): Value | undefined {
  const self = prune(call.receiver.ty);
  if (self.k !== 'nominal' || self.def.module?.crate.isModel !== false || self.def.fields.size === 0) return undefined;
  const name = fieldFor(call.name, self.def.fields);
  if (name !== undefined && call.args.length === 0 && !/^(?:set|with)_/.test(call.name))
    return field(evaluator, call.receiver, name);
  const transform = name === undefined ? undefined : transformOf(evaluator, self.def, name);
  if (name !== undefined && transform !== undefined)
    return set(evaluator, { ...call, args: [evaluator.invoke(transform, call.args, call.at, frame)] }, self, name);
  if (name !== undefined && call.args.length <= 1) return set(evaluator, call, self, name);
  const { finish, into } = builderOf(self.def);
  if (call.args.length > 0 || !(finish === undefined ? BUILDS.test(call.name) : finish === call.name)) return undefined;
  const made = built(evaluator, call, self, frame);
  return into === undefined ? made : convert(evaluator, { ...call, receiver: made, name: 'into', args: [] }, frame);
}

/** `Type::new` of `#[derive(new)]` (derive-new) and `#[derive(Constructor)]` (derive_more): the fields in order. */
export function derivedConstructor(evaluator: Evaluator, ty: Ty, args: readonly Value[]): Value | undefined {
  if (ty.k !== 'nominal' || !ty.def.derives.some((name) => name === 'new' || name === 'Constructor')) return undefined;
  const { fields, fieldAttributes } = ty.def;
  const taken = [...fields.keys()].filter((name) => !fieldAttributes.get(name)?.some((text) => /^#\[new\b/.test(text)));
  const given = new Map(
    taken.flatMap((name, at): [string, Value][] => (args[at] === undefined ? [] : [[name, args[at]]])),
  );
  return makeStruct(evaluator, ty, given);
}

/** `Type::from` of `#[derive(From)]` (derive_more): the only field of a struct, or the variants that hold a value of this type. */
export function derivedFrom(evaluator: Evaluator, given: Ty, value: Value): Value | undefined {
  const ty = prune(given);
  if (ty.k !== 'nominal' || !ty.def.derives.includes('From')) return undefined;
  const fits = (field: Syntax | undefined): boolean => {
    const { module, generics } = ty.def;
    const scope = new Map(generics.map((name, at): [string, Ty] => [name, ty.args[at] ?? fresh()]));
    return module !== undefined && mayBe(lower(field, { module, generics: scope, self: ty }), value.ty, 0);
  };
  const [only, ...more] = ty.def.fields;
  const parts = prune(value.ty);
  if (parts.k === 'tuple' && more.length > 0 && parts.items.length === ty.def.fields.size) {
    const names = [...ty.def.fields.keys()];
    return makeStruct(evaluator, ty, new Map(names.map((name, at) => [name, field(evaluator, value, String(at))])));
  }
  if (only !== undefined)
    return more.length === 0 && fits(only[1]) ? makeStruct(evaluator, ty, new Map([[only[0], value]])) : undefined;
  const variants = [...ty.def.variants.values()].filter(({ fields }) => fields.size === 1 && fits(fields.get('0')));
  return variants.length === 0
    ? undefined
    : joinAll(variants.map((variant) => makeVariant(variant, new Map([['0', value]]), evaluator, ty.args)));
}

const BUILDS = /^(?:try_)?(?:build|finish|create|call|construct)$/;

/** The field in the name of a method. */
function fieldFor(method: string, fields: ReadonlyMap<string, unknown>): string | undefined {
  const names = [method, method.replace(/^(?:set|with|maybe|get|take)_/, ''), method.replace(/_(?:mut|ref|opt)$/, '')];
  return names.find((name) => fields.has(name));
}

/** `#[builder(setter(transform = |client: Client| …))]`: the value that the setter makes of its arguments. */
function transformOf(evaluator: Evaluator, def: TypeDef, name: string): Value | undefined {
  const { module } = def;
  for (const attribute of def.fieldAttributes.get(name) ?? []) {
    const source = closureIn(attribute);
    const type = def.fields.get(name);
    if (source === undefined || module === undefined || type === undefined) continue;
    // The closure ends at the end of the brackets around it.
    const closure = tokenize(source);
    const block = evaluator.settings.snippets.blockOf(type, render(closure));
    return evaluator.evaluate(block, emptyFrame(module));
  }
  return undefined;
}

function closureIn(attribute: string): string | undefined {
  const begin = /\b(?:transform|with)\s*=\s*\|/.exec(attribute);
  const end = /\)\s*\]$/.exec(attribute)?.index;
  if (begin === null || end === undefined) return undefined;
  return attribute.slice(begin.index + begin[0].length - 1, end);
}

function set(evaluator: Evaluator, call: MethodCall, self: Ty & { readonly k: 'nominal' }, name: string): Value {
  const given = call.args[0] ?? { ty: fresh() };
  const declared = prune(field(evaluator, { ty: self }, name).ty);
  const isBare = isNamed(declared, 'Option') && !isNamed(prune(given.ty), 'Option');
  const value = isBare ? typed(option(given.ty), given) : given;
  unify(declared, value.ty);
  if (call.name.startsWith('set_')) evaluator.seen.places.addAssignment(self.def, name, value);
  else evaluator.seen.places.addField(self.def, name, value);
  return { ...call.receiver, fields: new Map([...(call.receiver.fields ?? []), [name, value]]), empty: false };
}

function built(
  evaluator: Evaluator,
  { receiver }: MethodCall,
  self: Ty & { readonly k: 'nominal' },
  frame: Frame,
): Value {
  const fields = new Map(receiver.fields ?? []);
  for (const name of self.def.fields.keys()) {
    const value = fields.has(name) ? undefined : defaultOf(evaluator, self.def, name, receiver, frame);
    if (value !== undefined) fields.set(name, value);
  }
  return makeStruct(evaluator, self, fields);
}

/** `#[builder(default = …)]`: the value of a field without a given one; derive_builder writes the code as a text. */
function defaultOf(evaluator: Evaluator, def: TypeDef, name: string, receiver: Value, frame: Frame): Value | undefined {
  const { module, fields, fieldAttributes } = def;
  const type = fields.get(name);
  const written = (fieldAttributes.get(name) ?? []).map(writtenDefault).find((text) => text !== undefined);
  if (module === undefined || type === undefined || written === undefined) return undefined;
  const code = isText(def, module) ? (/^"([\s\S]*)"$/.exec(written)?.[1] ?? written) : written;
  const around = emptyFrame(module, receiver.ty);
  around.variables.declare('self', receiver);
  const value = evaluator.evaluate(evaluator.settings.snippets.blockOf(type, code), {
    ...around,
    condition: frame.condition,
  });
  return unwrapped(value);
}

function isText({ attributes }: TypeDef, module: Module): boolean {
  if (attributes.some((text) => /\bderive_builder\s*::/.test(text))) return true;
  const derive = resolvePath(['Builder'], module, 'type')?.definition;
  return derive !== undefined && isForeign(derive) && derive.path[0] === 'derive_builder';
}
