// The possible requests of a call of code that is not read.

import type { Syntax } from '../../formats/rust/syntax.ts';
import type { Evaluator } from './evaluator.ts';
import type { MethodCall } from './found-method.ts';
import type { Frame } from './frame.ts';
import { crateOf, type HandOver, isClient, isHolder, isOwn } from './handed-over.ts';
import type { Definition } from '../names/definitions.ts';
import type { Foreign } from '../names/crate-graph.ts';
import { isForeign, resolvePath } from '../names/resolve.ts';
import { tokenize } from '../names/tokens.ts';
import { segments } from '../names/use-tree.ts';
import { prune, type Ty } from '../types/ty.ts';
import { isRequest } from './request-names.ts';
import type { Value } from './value.ts';
import type { Asked } from './waited.ts';

/** The possible requests of a call that is not followed: any request for a crate that reaches kube, its own for a possible Api. */
export function askedOf(
  evaluator: Evaluator,
  { crate: made, name, receiver, args, at }: HandOver,
  frame: Frame,
): Asked | undefined {
  if (frame.site !== undefined) return undefined;
  const { program, settings } = evaluator;
  const ty = receiver === undefined ? undefined : prune(receiver.ty);
  if (ty?.k === 'nominal' && ty.def.module?.crate.isModel === true && isClient(ty))
    return {
      at,
      why: `\`${name}\` is no method of kube's that is known: another crate may extend it, and asks what is not known.`,
    };
  const crate = made ?? crateOfTrait(evaluator, ty);
  if (crate !== undefined && (isHolder(crate) || isOwn(program, crate))) return undefined;
  const reach = crate === undefined ? undefined : settings.reachOf(crate);
  if (crate !== undefined && reach === 'kube') return { at, why: reaches(crate), reaches: true };
  const mayBeApi = reach === undefined ? ty?.k === 'var' : receiver !== undefined && reach !== 'nothing';
  if (!mayBeApi || !isRequest(program, name, args.length)) return undefined;
  return {
    at,
    why: `It is not known what \`.${name}()\` is called on; if it is an Api, a permission is missing here.`,
  };
}

/** Whether a value is of a crate that reaches kube and has no model: the names of its methods prove nothing. */
export function isOfCrateWithKube({ settings }: Evaluator, { ty: given, crate: made }: Value): boolean {
  const ty = prune(given);
  const crate = made ?? (ty.k === 'nominal' && ty.def.module === undefined ? crateOf(ty.def.path) : undefined);
  return crate !== undefined && settings.reachOf(crate) === 'kube';
}

/** Methods that may make a request in another crate, whatever they do in the standard library. */
const PERHAPS_ASKS =
  /^(?:set|store|take|join|next|try_next|wait|replace|insert|lock|try_lock|blocking_lock|read|write|load|load_full|get_or_init|send|recv)$/;

/** Whether a method with such a name is one of a crate that reaches kube. */
export function isOfOtherCrate(evaluator: Evaluator, { receiver, name }: MethodCall, self: Ty): boolean {
  const mayBe = self.k === 'var' || (self.k === 'nominal' && self.def.module === undefined && self.def.path.length > 1);
  return mayBe && PERHAPS_ASKS.test(name) && isOfCrateWithKube(evaluator, receiver);
}

/** The crate whose trait gives a type of the program the method: the type implements the trait, and the crate reaches kube. */
function crateOfTrait({ program, settings }: Evaluator, ty: Ty | undefined): string | undefined {
  if (ty?.k !== 'nominal' || ty.def.module === undefined) return undefined;
  for (const { trait, module } of program.implsOf(ty.def)) {
    const found = trait === undefined ? undefined : resolvePath(segments(trait), module, 'type')?.definition;
    const crate = found !== undefined && isForeign(found) ? crateOf(found.path) : undefined;
    if (crate !== undefined && settings.reachOf(crate) === 'kube') return crate;
  }
  return undefined;
}

function reaches(crate: string): string {
  return `The crate \`${crate}\` can reach the API server; what this call asks for is not known (describe it with --models).`;
}

/** The output of a macro from a crate that reaches kube is not read, and neither is that of a procedural macro with a client. */
export function askedByMacro(evaluator: Evaluator, syntax: Syntax, frame: Frame): void {
  const path = syntax.child('macro');
  const { module } = frame.scope;
  if (path === undefined || frame.site !== undefined) return;
  const found = resolvePath(segments(path), module, 'value')?.definition;
  const crate = found !== undefined && isForeign(found) ? crateOf(found.path) : undefined;
  if (crate === undefined ? !isProcedural(found) : isHolder(crate)) return;
  const isOurs = crate === undefined || isOwn(evaluator.program, crate);
  if (!isOurs && evaluator.settings.reachOf(crate) === 'kube') evaluator.report(syntax, frame, reaches(crate));
  else if (namesClient(syntax, frame))
    evaluator.report(
      syntax,
      frame,
      `The macro \`${path.text}!\` is given a client of the API server; what it writes is not known.`,
    );
}

/** Whether a path leads to a function that is a macro: `#[proc_macro] pub fn sweep(input: TokenStream)`. */
function isProcedural(found: Definition | Foreign | undefined): boolean {
  if (found === undefined || !('kind' in found) || found.kind !== 'fn') return false;
  return found.attributes.some((text) => /\bproc_macro\b/.test(text));
}

/** Whether a variable with a client is among the tokens of a macro, as an argument and not inside a call. */
function namesClient(syntax: Syntax, frame: Frame): boolean {
  return tokenize(syntax.first('token_tree')?.text ?? '').some(({ kids = [] }) =>
    kids.some(({ kind, text }, at) => {
      const value =
        kind === 'ident' && !NOT_ALONE.test(kids[at + 1]?.text ?? '') ? frame.variables.get(text) : undefined;
      return value !== undefined && isClient(value.ty);
    }),
  );
}

const NOT_ALONE = /^(?:\.|::|=)$/;
