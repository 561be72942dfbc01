// Reads the items of a file (or of a function's block) into a module.

import type { Syntax } from '../../formats/rust/syntax.ts';
import { isCompiled, isInForce } from './cfg.ts';
import { declare, defaultsOf, genericsOf } from './declare.ts';
import { type Crate, Module } from './definitions.ts';
import { startOf } from './built-functions.ts';
import { copied } from './duplicate.ts';
import { collectImpl, constOf, functionOf, traitOf } from './members.ts';
import { declareStruct, enumOf } from './types-of-items.ts';
import { readUse } from './use-tree.ts';

/** The sources of items that are not in the file itself. */
export interface ItemSource {
  /** The file of `mod name;`, or undefined if it is missing. */
  readonly file: (module: Module, path: string | undefined, item: Syntax) => Syntax | undefined;
  /** Passes on the items that a macro call writes, now or once the macro is known: it may be further down. */
  readonly expand: (call: Syntax, module: Module, collect: (items: readonly Syntax[]) => void) => void;
  /** The items in a text that replaces `item`; undefined if the attribute does not show the text. */
  readonly copy?: (text: string | undefined, item: Syntax) => readonly Syntax[];
}

export function collectItems(items: readonly Syntax[], module: Module, source: ItemSource): void {
  let attributes: string[] = [];
  for (const item of items) {
    if (item.type === 'attribute_item' || item.type === 'inner_attribute_item') {
      if (item.type === 'attribute_item') attributes.push(item.text);
      continue;
    }
    if (
      isCompiled(attributes, module.crate.features) &&
      !copied(item, attributes, source, (items) => collectItems(items, module, source))
    )
      collectItem(item, attributes, module, source);
    attributes = [];
  }
}

function collectItem(item: Syntax, attributes: readonly string[], module: Module, source: ItemSource): void {
  const name = item.child('name')?.text.replace(/^r#/, '') ?? '';
  switch (item.type) {
    case 'mod_item':
      return collectModule(item, name, attributes, module, source);
    case 'use_declaration':
      return readUse(item, module);
    case 'extern_crate_declaration':
      return readUse(item, module);
    case 'struct_item':
    case 'union_item':
      return declareStruct(item, name, attributes, module);
    case 'enum_item':
      return declare(module, item, name, enumOf(item, name, attributes, module));
    case 'function_item':
    case 'function_signature_item': {
      const fn = functionOf(item, name, attributes, module, undefined);
      return declare(module, item, startOf(fn) ?? name, fn);
    }
    case 'type_item':
      return declareAlias(item, name, module);
    case 'const_item':
    case 'static_item': {
      const constant = constOf(item, name, module, undefined);
      if (attributes.some((text) => /\b(?:distributed_slice|link_section)\b/.test(text)))
        module.registered.push(constant);
      return declare(module, item, name, constant);
    }
    case 'trait_item':
      return declare(module, item, name, traitOf(item, name, module, source));
    case 'impl_item':
      return collectImpl(item, attributes, module, source);
    case 'macro_definition':
      return declareMacro(item, name, attributes, module);
    case 'macro_invocation':
    case 'expression_statement': {
      const call = item.type === 'macro_invocation' ? item : item.first('macro_invocation');
      if (call !== undefined && !module.isBlock)
        source.expand(call, module, (items) => collectItems(items, module, source));
      return;
    }
    default:
  }
}

function declareAlias(item: Syntax, name: string, module: Module): void {
  const target = item.child('type');
  if (target === undefined) return;
  const [generics, defaults] = [genericsOf(item), defaultsOf(item)];
  declare(module, item, name, { kind: 'alias', name, module, generics, defaults, target });
}

function declareMacro(item: Syntax, name: string, attributes: readonly string[], module: Module): void {
  const rules = item.kids
    .filter((kid) => kid.type === 'macro_rule')
    .flatMap((rule) => {
      const [left, right] = [rule.child('left'), rule.child('right')];
      return left === undefined || right === undefined ? [] : [{ left, right }];
    });
  const target = attributes.some((text) => text.includes('macro_export')) ? module.crate.root : module;
  target.macros.set(name, { name, module, rules });
  module.macros.set(name, { name, module, rules });
}

function collectModule(
  item: Syntax,
  name: string,
  attributes: readonly string[],
  parent: Module,
  source: ItemSource,
): void {
  const versions = attributes.flatMap((text) =>
    /^#\[\s*versioned\b/.test(text)
      ? [...text.matchAll(/\bversion\s*\(\s*name\s*=\s*"(\w+)"/g)].map((found) => found[1] ?? '')
      : [],
  );
  // stackable-versioned writes one module for each version in place of this one.
  for (const version of versions)
    fillModule(item, new Module(version, parent.crate, parent, false), attributes, parent, source);
  if (versions.length > 0) return;
  // `#[cfg(a)] mod store { … }` and `#[cfg(not(a))] mod store { … }` are one module with the items of both.
  const known = parent.items.get(name)?.find((each) => each instanceof Module && each.parent === parent);
  const module = known instanceof Module ? known : new Module(name, parent.crate, parent, false);
  fillModule(item, module, attributes, parent, source);
}

function fillModule(
  item: Syntax,
  module: Module,
  attributes: readonly string[],
  parent: Module,
  source: ItemSource,
): void {
  const name = module.name;
  const body = item.child('body');
  const path = attributes
    .filter((text) => isInForce(text, module.crate.features))
    .map((text) => /path\s*=\s*"([^"]*)"/.exec(text)?.[1])
    .find((found) => found !== undefined);
  const kids = body?.kids ?? source.file(module, path, item)?.kids;
  if (parent.items.get(name)?.includes(module) !== true) declare(parent, item, name, module);
  if (attributes.some((text) => text.includes('macro_use')))
    for (const [macro, def] of module.macros) parent.macros.set(macro, def);
  if (kids !== undefined) collectItems(kids, module, source);
}

/** An empty crate, to be filled by `collectItems`. */
export function emptyCrate(parts: Omit<Crate, 'root'>): Crate {
  const crate: Crate = { ...parts, root: undefined as never };
  crate.root = new Module(parts.name, crate, undefined, false);
  return crate;
}
