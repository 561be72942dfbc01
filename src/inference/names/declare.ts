// Properties of every item: its place in a module, its visibility, its type parameters.

import type { Syntax } from '../../formats/rust/syntax.ts';
import { type Definition, type FnDef, Module } from './definitions.ts';
import { isVisible } from './use-tree.ts';

/** Adds an item to a module; a glob from another module sees it only if it is `pub`. */
export function declare(module: Module, item: Syntax, name: string, definition: Definition): void {
  const known = module.items.get(name);
  if (known === undefined) module.items.set(name, [definition]);
  else known.push(definition);
  const first = known?.find(isFunction);
  if (first !== undefined && first !== definition && isFunction(definition)) addOther(first, definition);
  if (!isVisible(item, module)) module.hidden.add(definition);
}

function isFunction(definition: Definition): definition is FnDef {
  return !(definition instanceof Module) && definition.kind === 'fn';
}

/** Two functions with one name: each has a `#[cfg(…)]` that the build decides. */
export function addOther(first: FnDef, other: FnDef): void {
  if (!first.module.crate.isModel) first.others.push(other);
}

/** The names of type parameters, in order; lifetimes do not count, and constants keep their place. */
export function genericsOf(item: Syntax): readonly string[] {
  const names: string[] = [];
  for (const parameter of item.child('type_parameters')?.kids ?? []) {
    if (parameter.type === 'type_identifier') names.push(parameter.text);
    else if (parameter.type !== 'lifetime_parameter' && parameter.type !== 'attribute_item') {
      const name = parameter.child('name') ?? parameter.child('left') ?? parameter.first('type_identifier');
      if (name !== undefined) names.push(name.text);
    }
  }
  return names;
}

/** The defaults of omitted type parameters: `<K = Pod>`; undefined without any. */
export function defaultsOf(item: Syntax): ReadonlyMap<string, Syntax> | undefined {
  const defaults = new Map<string, Syntax>();
  for (const parameter of item.child('type_parameters')?.kids ?? []) {
    const [name, type] = [parameter.child('name'), parameter.child('default_type')];
    if (parameter.type === 'type_parameter' && name !== undefined && type !== undefined) defaults.set(name.text, type);
  }
  return defaults.size === 0 ? undefined : defaults;
}

/** The names in the bounds of a type parameter: those of `<T: A + B>`, and of `where T: C`. */
export function boundsOf(item: Syntax, parameter: string): readonly Syntax[] {
  const parameters = item.child('type_parameters')?.kids ?? [];
  const predicates = item.first('where_clause')?.kids ?? [];
  return [
    ...parameters.filter((kid) => kid.child('name')?.text === parameter),
    ...predicates.filter((kid) => kid.child('left')?.text === parameter),
  ].flatMap((kid) => kid.child('bounds')?.kids ?? []);
}
