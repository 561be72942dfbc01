// Paths as values: variables, constants, functions, variants, and members of a type (`Api::<Pod>::all`).

import type { Syntax } from '../../formats/rust/syntax.ts';
import { externalType } from '../names/definitions.ts';
import { fresh, keyOf, prune, type Ty } from '../types/ty.ts';
import type { Evaluator } from './evaluator.ts';
import { callForeign } from './foreign.ts';
import { callAssociated } from './call.ts';
import { conversionItem } from './conversion.ts';
import { CONVERTING, TRANSPARENT } from './method-names.ts';
import type { Frame } from './frame.ts';
import { type Target, targetOf, variantValue } from './target.ts';
import { text, unknown, type Value, type NativeFunction } from './value.ts';
import { constant } from './const-item.ts';

export function evaluatePath(evaluator: Evaluator, syntax: Syntax, frame: Frame): Value {
  const target = targetOf(evaluator, syntax, frame);
  if (target === undefined) return unknown();
  if (target.k === 'value') {
    evaluator.escape(target.value, syntax, frame);
    return target.value;
  }
  if (target.k === 'foreign') {
    if (target.path.at(-1) === 'None')
      return {
        ty: { k: 'nominal', def: externalType(['Option']), args: [target.generics[0] ?? fresh()] },
        empty: true,
      };
    // `http::Method::PATCH`.
    if (target.path.at(-2) === 'Method' && /^[A-Z]+$/.test(target.path.at(-1) ?? ''))
      return text(target.path.at(-1) ?? '');
    return foreignFunction(target, syntax, frame);
  }
  return associatedValue(evaluator, target, syntax, frame);
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
    if (variant !== undefined) return variantValue(evaluator, variant, self.args);
    for (const impl of evaluator.program.implsOf(self.def)) {
      const found = impl.constants.get(target.name);
      if (found !== undefined) return constant(evaluator, found, self);
    }
  }
  if (CONVERTING.has(target.name) && evaluator.program.find(self, target.name) === undefined)
    return conversionItem(self, target.name, syntax, frame);
  const isChosenLater = evaluator.program.hasSeveral(self, target.name) || self.k === 'dyn';
  if (isChosenLater) return lateItem(target, syntax, frame);
  const found = evaluator.program.find(self, target.name) ?? evaluator.program.findBlanket(self, target.name);
  // `Pod::default`, `Widget::default` of a derive: the result has the type that the path names, in any crate.
  const isDeclared = self.k === 'nominal' && (self.def.module !== undefined || self.def.path.length > 1);
  if (found === undefined && isDeclared && !TRANSPARENT.has(target.name)) return lateItem(target, syntax, frame);
  if (found === undefined)
    return foreignFunction(
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

/** A function that its arguments select: `Row::from`, `Box::<dyn Shape>::from`, `Shape::draw`. */
function lateItem(target: Extract<Target, { k: 'associated' }>, at: Syntax, frame: Frame): Value {
  const run: NativeFunction['run'] = (args, evaluator) => callAssociated(evaluator, target, args, at, frame);
  const { ty, name, generics, traitArgs = [] } = target;
  const key = `${keyOf(ty)}::${name} ${keysOf([...generics, ...traitArgs])}`;
  return { ty: fresh(), calls: [{ k: 'native', key, run }] };
}

/** `str::to_owned`, `Some`, `Into::into` as values: a function that is not read, called later by an adaptor. */
function foreignFunction(
  target: { readonly path: readonly string[]; readonly generics: readonly Ty[] },
  at: Syntax,
  frame: Frame,
): Value {
  const name = target.path.at(-1) ?? '';
  if (target.path.length < 2 && !['Some', 'Ok'].includes(name)) return unknown();
  const run: NativeFunction['run'] = (args, evaluator) => {
    const [first] = args;
    if (first === undefined && target.path.length < 2) return unknown();
    return first !== undefined && target.path.length > 1 && TRANSPARENT.has(name)
      ? first
      : callForeign(evaluator, { ...target, args, at }, frame);
  };
  return { ty: fresh(), calls: [{ k: 'native', key: `${target.path.join('::')} ${keysOf(target.generics)}`, run }] };
}

function keysOf(types: readonly Ty[]): string {
  return types.map((ty) => keyOf(ty)).join();
}
