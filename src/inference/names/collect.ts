// Reads the items of a file (or of a function's block) into a module.

import type { Syntax } from '../../formats/rust/syntax.ts';
import { isCompiled } from './cfg.ts';
import { derivedResource, inheritedResource } from './custom-resource.ts';
import {
  type ConstDef,
  type Crate,
  type Definition,
  type FnDef,
  type ImplDef,
  Module,
  type TraitDef,
  type TypeDef,
  type VariantDef,
} from './definitions.ts';
import { readUse } from './use-tree.ts';

/** Where items come from that do not stand in the file itself. */
export interface ItemSource {
  /** The file of `mod name;`, or nothing when it is not there. */
  readonly file: (module: Module, path: string | undefined, item: Syntax) => Syntax | undefined;
  /** The items that a call of one of the program's own macros writes. */
  readonly expand: (call: Syntax, module: Module) => Syntax | undefined;
}

let fnCount = 0;

export function collectItems(items: readonly Syntax[], module: Module, source: ItemSource): void {
  let attributes: string[] = [];
  for (const item of items) {
    if (item.type === 'attribute_item' || item.type === 'inner_attribute_item') {
      if (item.type === 'attribute_item') attributes.push(item.text);
      continue;
    }
    if (isCompiled(attributes, module.crate.features)) collectItem(item, attributes, module, source);
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
      return collectStruct(item, name, attributes, module);
    case 'enum_item':
      return declare(module, name, enumOf(item, name, module));
    case 'function_item':
    case 'function_signature_item':
      return declare(module, name, functionOf(item, name, attributes, module, undefined));
    case 'type_item': {
      const target = item.child('type');
      if (target !== undefined)
        declare(module, name, { kind: 'alias', name, module, generics: genericsOf(item), target });
      return;
    }
    case 'const_item':
    case 'static_item':
      return declare(module, name, constOf(item, name, module, undefined));
    case 'trait_item':
      return declare(module, name, traitOf(item, name, module, source));
    case 'impl_item':
      return collectImpl(item, module, source);
    case 'macro_definition': {
      const rules = item.kids
        .filter((kid) => kid.type === 'macro_rule')
        .flatMap((rule) => {
          const [left, right] = [rule.child('left'), rule.child('right')];
          return left === undefined || right === undefined ? [] : [{ left, right }];
        });
      const target = attributes.some((text) => text.includes('macro_export')) ? module.crate.root : module;
      target.macros.set(name, { name, module, rules });
      module.macros.set(name, { name, module, rules });
      return;
    }
    case 'macro_invocation':
    case 'expression_statement': {
      const call = item.type === 'macro_invocation' ? item : item.first('macro_invocation');
      const items = call === undefined || module.isBlock ? undefined : source.expand(call, module);
      return items === undefined ? undefined : collectItems(items.kids, module, source);
    }
    default:
  }
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
  if (versions.length === 0)
    fillModule(item, new Module(name, parent.crate, parent, false), attributes, parent, source);
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
  const path = attributes.map((text) => /path\s*=\s*"([^"]*)"/.exec(text)?.[1]).find((found) => found !== undefined);
  const kids = body?.kids ?? source.file(module, path, item)?.kids;
  declare(parent, name, module);
  if (attributes.some((text) => text.includes('macro_use')))
    for (const [macro, def] of module.macros) parent.macros.set(macro, def);
  if (kids !== undefined) collectItems(kids, module, source);
}

function collectStruct(item: Syntax, name: string, attributes: readonly string[], module: Module): void {
  const body = item.child('body');
  const derived = derivedResource(attributes, name);
  const inherit = inheritedResource(attributes);
  const type = typeOf({
    name,
    module,
    generics: genericsOf(item),
    fields: fieldsOf(body, module.crate.features),
    fieldAttributes: fieldAttributesOf(body),
    resource: inherit === undefined ? undefined : { inherit },
  });
  declare(module, name, type);
  if (attributes.some((text) => /derive\s*\([^)]*\bBuilder\b/.test(text))) module.builders.set(`${name}Builder`, type);
  if (derived === undefined) return;
  const root = {
    ...typeOf({ name: derived.typeName, module, resource: { record: derived.record } }),
    spec: type,
    statusType: derived.status,
  };
  declare(module, derived.typeName, root);
}

interface TypeParts {
  readonly name: string;
  readonly module: Module;
  readonly generics?: readonly string[];
  readonly fields?: ReadonlyMap<string, Syntax>;
  readonly fieldAttributes?: ReadonlyMap<string, readonly string[]>;
  readonly variants?: ReadonlyMap<string, VariantDef>;
  readonly resource: TypeDef['resource'];
}

function typeOf({
  name,
  module,
  generics = [],
  fields = new Map(),
  fieldAttributes = new Map(),
  variants = new Map(),
  resource,
}: TypeParts): TypeDef {
  return {
    kind: 'type',
    name,
    module,
    path: [...pathOf(module), name],
    generics,
    fields,
    fieldAttributes,
    variants,
    resource,
    spec: undefined,
    statusType: undefined,
  };
}

export function pathOf(module: Module): readonly string[] {
  if (module.parent === undefined) return [module.crate.name];
  return module.isBlock ? pathOf(module.parent) : [...pathOf(module.parent), module.name];
}

function enumOf(item: Syntax, name: string, module: Module): TypeDef {
  const variants = new Map<string, VariantDef>();
  const type = typeOf({ name, module, generics: genericsOf(item), variants, resource: undefined });
  for (const variant of item.child('body')?.kids ?? []) {
    if (variant.type !== 'enum_variant') continue;
    const variantName = variant.child('name')?.text ?? '';
    variants.set(variantName, {
      kind: 'variant',
      name: variantName,
      type,
      fields: fieldsOf(variant.child('body'), module.crate.features),
    });
  }
  return type;
}

function fieldsOf(body: Syntax | undefined, features: ReadonlySet<string>): ReadonlyMap<string, Syntax> {
  const fields = new Map<string, Syntax>();
  if (body?.type === 'ordered_field_declaration_list') {
    let index = 0;
    for (const kid of body.kids) {
      if (kid.field !== 'type') continue;
      fields.set(String(index), kid);
      index += 1;
    }
  }
  let attributes: string[] = [];
  for (const field of body?.type === 'field_declaration_list' ? body.kids : []) {
    if (field.type === 'attribute_item') attributes.push(field.text);
    else {
      const [name, type] = [field.child('name'), field.child('type')];
      if (name !== undefined && type !== undefined && isCompiled(attributes, features))
        fields.set(name.text.replace(/^r#/, ''), type);
      attributes = [];
    }
  }
  return fields;
}

function fieldAttributesOf(body: Syntax | undefined): ReadonlyMap<string, readonly string[]> {
  const all = new Map<string, readonly string[]>();
  let attributes: string[] = [];
  for (const field of body?.kids ?? []) {
    if (field.type === 'attribute_item') attributes.push(field.text);
    else {
      const name = field.child('name')?.text;
      if (name !== undefined && attributes.length > 0) all.set(name, attributes);
      attributes = [];
    }
  }
  return all;
}

/** The names of type parameters, in order; lifetimes are none, constants keep their place. */
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

function functionOf(
  item: Syntax,
  name: string,
  attributes: readonly string[],
  module: Module,
  owner: FnDef['owner'],
): FnDef {
  fnCount += 1;
  return {
    kind: 'fn',
    id: fnCount,
    name,
    module,
    syntax: item,
    parameters: (item.child('parameters')?.kids ?? []).filter(
      (kid) => kid.type === 'parameter' || kid.type === 'self_parameter',
    ),
    generics: genericsOf(item),
    owner,
    attributes: [...attributes],
  };
}

function constOf(item: Syntax, name: string, module: Module, owner: ConstDef['owner']): ConstDef {
  return { kind: 'const', name, module, type: item.child('type'), value: item.child('value'), owner };
}

function traitOf(item: Syntax, name: string, module: Module, source: ItemSource): TraitDef {
  const trait: TraitDef = {
    kind: 'trait',
    name,
    module,
    generics: genericsOf(item),
    functions: new Map(),
    constants: new Map(),
  };
  collectMembers(item.child('body')?.kids ?? [], trait, module, source);
  return trait;
}

function collectImpl(item: Syntax, module: Module, source: ItemSource): void {
  const selfType = item.child('type');
  if (selfType === undefined) return;
  const impl: ImplDef = {
    kind: 'impl',
    module,
    generics: genericsOf(item),
    selfType,
    trait: item.child('trait'),
    functions: new Map(),
    constants: new Map(),
    types: new Map(),
  };
  collectMembers(item.child('body')?.kids ?? [], impl, module, source);
  module.impls.push(impl);
}

function collectMembers(
  members: readonly Syntax[],
  owner: ImplDef | TraitDef,
  module: Module,
  source: ItemSource,
): void {
  let attributes: string[] = [];
  for (const member of members) {
    if (member.type === 'attribute_item') {
      attributes.push(member.text);
      continue;
    }
    if (isCompiled(attributes, module.crate.features)) {
      const name = member.child('name')?.text.replace(/^r#/, '') ?? '';
      if (member.type === 'function_item' || member.type === 'function_signature_item') {
        owner.functions.set(name, functionOf(member, name, attributes, module, owner));
      } else if (member.type === 'const_item') owner.constants.set(name, constOf(member, name, module, owner));
      else if (member.type === 'type_item' && owner.kind === 'impl') {
        const type = member.child('type');
        if (type !== undefined) owner.types.set(name, type);
      } else if (member.type === 'macro_invocation' || member.type === 'expression_statement') {
        const call = member.type === 'macro_invocation' ? member : member.first('macro_invocation');
        const written = call === undefined ? undefined : source.expand(call, module);
        if (written !== undefined) collectMembers(written.kids, owner, module, source);
      }
    }
    attributes = [];
  }
}

function declare(module: Module, name: string, definition: Definition): void {
  const known = module.items.get(name);
  if (known === undefined) module.items.set(name, [definition]);
  else known.push(definition);
}

/** An empty crate, to be filled by `collectItems`. */
export function emptyCrate(parts: Omit<Crate, 'root'>): Crate {
  const crate: Crate = { ...parts, root: undefined as never };
  crate.root = new Module(parts.name, crate, undefined, false);
  return crate;
}
