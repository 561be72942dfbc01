// Structs, unions and enums as the analysis sees them: their fields, variants, and derived kinds.

import type { Syntax } from '../../formats/rust/syntax.ts';
import { type Features, isCompiled } from './cfg.ts';
import { derivedResource, inheritedResource } from './custom-resource.ts';
import { declare, defaultsOf, genericsOf } from './declare.ts';
import type { Module, TypeDef, VariantDef } from './definitions.ts';

/** Declares a struct or union, and its derived custom resource. */
export function declareStruct(item: Syntax, name: string, attributes: readonly string[], module: Module): void {
  const body = item.child('body');
  const derived = derivedResource(attributes, name);
  const inherit = inheritedResource(attributes);
  const type = typeOf({
    name,
    module,
    generics: genericsOf(item),
    defaults: defaultsOf(item),
    fields: fieldsOf(body, module.crate.features),
    attributes: [...attributes],
    fieldAttributes: fieldAttributesOf(body),
    comesIn: comesIn(attributes),
    derives: derivesOf(attributes),
    resource: inherit === undefined ? undefined : { inherit },
  });
  declare(module, item, name, type);
  if (attributes.some((text) => /derive\s*\([^()]*\bBuilder\b/.test(text)))
    module.builders.set(builderName(attributes) ?? `${name}Builder`, type);
  if (derived === undefined) return;
  const root = {
    ...typeOf({ name: derived.typeName, module, resource: { record: derived.record } }),
    spec: type,
    statusType: derived.status,
  };
  declare(module, item, derived.typeName, root);
}

/** `#[builder(name = "Make")]`, but not the name of a function inside. */
function builderName(attributes: readonly string[]): string | undefined {
  const own = attributes
    .filter((text) => /^#\[\s*builder\b/.test(text))
    .map((text) => text.replace(/\b\w+\s*\([^()]*\)(?=\s*[,)])/g, ''));
  return own.map((text) => /\bname\s*=\s*"(\w+)"/.exec(text)?.[1]).find((name) => name !== undefined);
}

interface TypeParts {
  readonly name: string;
  readonly module: Module;
  readonly generics?: readonly string[];
  readonly defaults?: ReadonlyMap<string, Syntax> | undefined;
  readonly fields?: ReadonlyMap<string, Syntax>;
  readonly attributes?: readonly string[];
  readonly fieldAttributes?: ReadonlyMap<string, readonly string[]>;
  readonly variants?: ReadonlyMap<string, VariantDef>;
  readonly comesIn?: boolean;
  readonly derives?: readonly string[];
  readonly resource: TypeDef['resource'];
}

function typeOf({
  name,
  module,
  generics = [],
  defaults,
  fields = new Map(),
  attributes = [],
  fieldAttributes = new Map(),
  variants = new Map(),
  comesIn = false,
  derives = [],
  resource,
}: TypeParts): TypeDef {
  const path = [...pathOf(module), name];
  return {
    kind: 'type',
    name,
    module,
    path,
    key: `${module.key}::${name}`,
    generics,
    defaults,
    fields,
    attributes,
    fieldAttributes,
    variants,
    comesIn,
    derives,
    resource,
    spec: undefined,
    statusType: undefined,
  };
}

/** `#[derive(Deserialize)]`, also in `cfg_attr`, and other derives that read a value. */
function comesIn(attributes: readonly string[]): boolean {
  return attributes.some(
    (text) => /\bderive\b/.test(text) && (text.match(/\w+(?:::\w+)*/g) ?? []).some((path) => reads(path.split('::'))),
  );
}

function reads(path: readonly string[]): boolean {
  return READING.has(path.at(-1) ?? '') || READING.has(path.slice(-2).join('::'));
}

/** Of serde, borsh, clap, structopt, argh, bpaf, envconfig, Rocket, sqlx, Diesel, SeaORM and prost. */
const READING: ReadonlySet<string> = new Set([
  'Deserialize',
  'BorshDeserialize',
  'Parser',
  'Args',
  'Subcommand',
  'StructOpt',
  'FromArgs',
  'Bpaf',
  'Envconfig',
  'FromForm',
  'FromRow',
  'Queryable',
  'QueryableByName',
  'FromQueryResult',
  'prost::Message',
  'prost::Oneof',
]);

function derivesOf(attributes: readonly string[]): readonly string[] {
  return attributes
    .flatMap((text) => [...text.matchAll(/\bderive\s*\(([^()]*)\)/g)])
    .flatMap(([, list = '']) => list.split(','))
    .map((path) => path.trim().split('::').at(-1)?.trim() ?? '');
}

function pathOf(module: Module): readonly string[] {
  if (module.parent === undefined) return [module.crate.name];
  return module.isBlock ? pathOf(module.parent) : [...pathOf(module.parent), module.name];
}

export function enumOf(item: Syntax, name: string, attributes: readonly string[], module: Module): TypeDef {
  const variants = new Map<string, VariantDef>();
  const fieldAttributes = new Map<string, readonly string[]>();
  const type = typeOf({
    name,
    module,
    generics: genericsOf(item),
    defaults: defaultsOf(item),
    attributes: [...attributes],
    fieldAttributes,
    variants,
    comesIn: comesIn(attributes),
    derives: derivesOf(attributes),
    resource: undefined,
  });
  let before: string[] = [];
  for (const variant of item.child('body')?.kids ?? []) {
    if (variant.type === 'attribute_item') before.push(variant.text);
    if (variant.type !== 'enum_variant') continue;
    const variantName = variant.child('name')?.text ?? '';
    variants.set(variantName, {
      kind: 'variant',
      name: variantName,
      attributes: [...before, ...variant.kids.filter(({ type }) => type === 'attribute_item').map(({ text }) => text)],
      type,
      fields: fieldsOf(variant.child('body'), module.crate.features),
    });
    for (const [field, texts] of fieldAttributesOf(variant.child('body')))
      fieldAttributes.set(`${variantName}.${field}`, texts);
    before = [];
  }
  return type;
}

function fieldsOf(body: Syntax | undefined, features: Features): ReadonlyMap<string, Syntax> {
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
