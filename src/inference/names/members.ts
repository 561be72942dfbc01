// Functions, constants, traits and impls, with the members that macros write in them.

import type { Syntax } from '../../formats/rust/syntax.ts';
import { isCompiled } from './cfg.ts';
import type { ItemSource } from './collect.ts';
import { copied } from './duplicate.ts';
import { startOf } from './built-functions.ts';
import { addOther, boundsOf, genericsOf } from './declare.ts';
import type { ConstDef, FnDef, ImplDef, Module, TraitDef } from './definitions.ts';

export function functionOf(
  item: Syntax,
  name: string,
  attributes: readonly string[],
  module: Module,
  owner: FnDef['owner'],
): FnDef {
  return {
    kind: 'fn',
    id: module.crate.graph.nextFunction(),
    name,
    module,
    syntax: item,
    parameters: (item.child('parameters')?.kids ?? []).filter(
      (kid) => kid.type === 'parameter' || kid.type === 'self_parameter',
    ),
    generics: genericsOf(item),
    owner,
    attributes: [...attributes],
    others: [],
  };
}

const MUTABLE = /^(?:pub\b[^=;]{0,80})?\bstatic\s{1,80}mut\b/;

export function constOf(item: Syntax, name: string, module: Module, owner: ConstDef['owner']): ConstDef {
  const [type, value] = [item.child('type'), item.child('value')];
  return { kind: 'const', name, module, type, value, owner, isMutable: MUTABLE.test(item.text) };
}

export function traitOf(item: Syntax, name: string, module: Module, source: ItemSource): TraitDef {
  const trait: TraitDef = {
    kind: 'trait',
    name,
    key: `${module.key}::${name}`,
    module,
    generics: genericsOf(item),
    functions: new Map(),
    constants: new Map(),
  };
  collectMembers(item.child('body')?.kids ?? [], trait, module, source);
  return trait;
}

export function collectImpl(item: Syntax, attributes: readonly string[], module: Module, source: ItemSource): void {
  const selfType = item.child('type');
  if (selfType === undefined) return;
  const impl: ImplDef = {
    kind: 'impl',
    attributes: [...attributes],
    module,
    generics: genericsOf(item),
    bounds: (parameter) => boundsOf(item, parameter),
    selfType,
    trait: item.child('trait'),
    functions: new Map(),
    constants: new Map(),
    types: new Map(),
  };
  collectMembers(item.child('body')?.kids ?? [], impl, module, source);
  joinFunctions(impl, module);
  module.impls.push(impl);
}

/** `#[cfg(a)] impl Store { … }` and `#[cfg(not(a))] impl Store { … }` declare the same functions. */
function joinFunctions(impl: ImplDef, { impls, crate }: Module): void {
  if (crate.isModel) return;
  const head = `${impl.trait?.text ?? ''} for ${impl.selfType.text}`;
  for (const [name, fn] of impl.functions)
    for (const known of impls) {
      const same = known.functions.get(name);
      if (same !== undefined && `${known.trait?.text ?? ''} for ${known.selfType.text}` === head) addOther(same, fn);
    }
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
    const again = (written: readonly Syntax[]): void => collectMembers(written, owner, module, source);
    if (isCompiled(attributes, module.crate.features) && !copied(member, attributes, source, again)) {
      const name = member.child('name')?.text.replace(/^r#/, '') ?? '';
      if (member.type === 'function_item' || member.type === 'function_signature_item') {
        const fn = functionOf(member, name, attributes, module, owner);
        const known = owner.functions.get(startOf(fn) ?? name);
        if (known === undefined) owner.functions.set(startOf(fn) ?? name, fn);
        else addOther(known, fn);
      } else if (member.type === 'const_item') owner.constants.set(name, constOf(member, name, module, owner));
      else if (member.type === 'type_item' && owner.kind === 'impl') {
        const type = member.child('type');
        if (type !== undefined) owner.types.set(name, type);
      } else if (member.type === 'macro_invocation' || member.type === 'expression_statement') {
        const call = member.type === 'macro_invocation' ? member : member.first('macro_invocation');
        if (call !== undefined) source.expand(call, module, again);
      }
    }
    attributes = [];
  }
}
