// Functions that the attributes of a type name for its derives: `#[serde(default = "cluster_name")]`,
// `#[arg(value_parser = pod)]`, `#[validate(custom(check))]`. The output of the derives calls them.

import { once } from '../../once.ts';
import { type FnDef, Module, type TypeDef } from '../names/definitions.ts';
import { pathsIn } from '../names/paths-in-tokens.ts';
import { resolvePath } from '../names/resolve.ts';
import { type Token, tokenize } from '../names/tokens.ts';
import { fresh } from '../types/ty.ts';
import type { Program } from './program.ts';

/** The functions of the program that the attributes of a type, its fields and its variants name. */
export function namedInAttributes(program: Program, def: TypeDef): readonly FnDef[] {
  const { module } = def;
  if (module === undefined || module.crate.isModel) return [];
  return pathsOf(def).flatMap((path) => functionsAt(program, def, module, path));
}

const pathsOf = once((def: TypeDef): readonly (readonly string[])[] => {
  const texts = [...def.attributes, ...def.fieldAttributes.values(), ...variantsOf(def)].flat();
  return texts
    .filter((text) => /[=(]/.test(text) && !QUIET.test(text))
    .flatMap((text) => inAttribute(tokenize(text).at(-1)?.kids ?? []));
});

function variantsOf({ variants }: TypeDef): readonly (readonly string[])[] {
  return [...variants.values()].map(({ attributes }) => attributes);
}

const QUIET =
  /^#\[\s*(?:doc|cfg|cfg_attr|derive|allow|warn|deny|expect|repr|must_use|deprecated|non_exhaustive|kube)\b/;

/** Keys whose text is a function, a module, or code. */
const CODE =
  /^(?:default\w*|with|\w+_with|\w+_fn|function|custom|skip_serializing_if|getter|validate|validator|parse|parser|code|handler|value|expression|try_from_fn|map)$/;

/** Keys whose list starts with functions by their bare names. */
const LISTS = /^(?:custom|by|with|function)$/;

function inAttribute(tokens: readonly Token[]): readonly (readonly string[])[] {
  return tokens.flatMap((token) => (token.kids === undefined ? [] : inList(token.kids, false)));
}

/** The parts between commas: `key = value` and `key(…)`; for functions by name, each word. */
function inList(tokens: readonly Token[], isNamed: boolean): readonly (readonly string[])[] {
  return parts(tokens).flatMap((part) => {
    const equals = part.findIndex(({ text }) => text === '=');
    const key = part[equals === -1 ? 0 : equals - 1]?.text ?? '';
    if (equals !== -1) return inValue(key, part.slice(equals + 1));
    const inside = part.flatMap(({ kids }) => (kids === undefined ? [] : inList(kids, LISTS.test(key))));
    return isNamed ? [...pathsIn(part), ...inside] : inside;
  });
}

function inValue(key: string, value: readonly Token[]): readonly (readonly string[])[] {
  const [first] = value;
  if (value.length > 1 || first?.kind !== 'literal') return pathsIn(value);
  const code = CODE.test(key) ? (/^"([\s\S]*)"$/.exec(first.text)?.[1] ?? '') : '';
  const ofSelf = [...code.matchAll(/\bself\s*\.\s*(\w+)\s*\(/g)].map(([, name = '']) => ['Self', name]);
  return [...pathsIn(tokenize(code)), ...ofSelf];
}

function parts(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const all: Token[][] = [[]];
  for (const token of tokens) {
    if (token.text === ',') all.push([]);
    else all.at(-1)?.push(token);
  }
  return all;
}

function functionsAt(program: Program, def: TypeDef, module: Module, path: readonly string[]): readonly FnDef[] {
  const [first, second] = path;
  if (first === 'Self' || first === def.name) {
    const self = { k: 'nominal' as const, def, args: def.generics.map(() => fresh()) };
    const found = second === undefined ? undefined : program.find(self, second);
    return found === undefined || found.fn.module.crate.isModel ? [] : [found.fn];
  }
  for (const space of ['value', 'type'] as const) {
    const found = resolvePath(path, module, space);
    const definition = found?.definition;
    if (definition === undefined || (found?.rest.length ?? 0) > 0) continue;
    if (definition instanceof Module) return definition.crate.isModel ? [] : halvesOf(definition);
    if (definition.kind === 'fn' && !definition.module.crate.isModel) return [definition];
  }
  return [];
}

/** `#[serde(with = "module")]`: the functions of a module that serde calls. */
function halvesOf(module: Module): readonly FnDef[] {
  return ['serialize', 'deserialize'].flatMap((name) =>
    (module.items.get(name) ?? []).flatMap((item) => (!(item instanceof Module) && item.kind === 'fn' ? [item] : [])),
  );
}
