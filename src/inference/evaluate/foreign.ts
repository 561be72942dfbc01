// Functions of crates that are not read, including those of the standard library.

import type { Syntax } from '../../formats/rust/syntax.ts';
import { externalType } from '../names/definitions.ts';
import { fresh, type Ty } from '../types/ty.ts';
import { isFirst, isSecond } from './data.ts';
import { textFrom } from './made-text.ts';
import { changeable } from './constant.ts';
import type { Evaluator } from './evaluator.ts';
import type { Frame } from './frame.ts';
import { crateOf, handOver, holdsClient, isClient, isHolder, isOfHttp, letEscape } from './handed-over.ts';
import { changedByOthers } from './mutation.ts';
import { readManifest } from './manifest.ts';
import { READS } from './method-names.ts';
import type { Value } from './value.ts';
import { askedOf } from './asked.ts';
import { type ForeignCall, foreignRule } from './foreign-rules.ts';
import { callForeignOf } from './foreign-type.ts';
import { callOwn } from './own-of-foreign.ts';

/** The result of a function of another crate: its booleans are unknown, also inside (`Cell::new(false)`). */
export function callForeign(evaluator: Evaluator, call: ForeignCall, frame: Frame): Value {
  return changeable(calledForeign(evaluator, call, frame));
}

function calledForeign(evaluator: Evaluator, call: ForeignCall, frame: Frame): Value {
  const name = call.path.at(-1) ?? '';
  const own = callOwn(evaluator, call, frame);
  if (own !== undefined) return own;
  const rule = foreignRule(call.path);
  if (rule !== undefined && !goesToOthers(evaluator, call)) {
    evaluator.accounts.note(call.at, 'nothing', 'standard library');
    return rule(call, evaluator, frame);
  }
  const owner = call.path.at(-2);
  if (/^[A-Z]/.test(name)) return variantOf(evaluator, call, owner ?? name);
  if (owner !== undefined && /^[A-Z]/.test(owner)) {
    return callForeignOf(
      evaluator,
      {
        ty: { k: 'nominal', def: externalType(call.path.slice(0, -1)), args: [] },
        name,
        generics: call.generics,
        args: call.args,
        at: call.at,
      },
      frame,
    );
  }
  changedByOthers(call.args);
  const crate = crateOf(call.path);
  const given = { crate, name, args: call.args, at: call.at };
  const holds = handOver(evaluator, given, frame);
  const made = readManifest(name, call) ?? anything(evaluator, call.args, call.at, frame, call.generics[0]);
  if (READS.test(name)) evaluator.wanted.push(made.ty);
  return {
    ...made,
    crate,
    asked: askedOf(evaluator, given, frame),
    ...(holds ? { holds } : {}),
  };
}

/** `other_crate::spawn(client)`: the name is that of a function of the standard library, but its crate or its arguments show that it is another. */
function goesToOthers(evaluator: Evaluator, { path, args }: ForeignCall): boolean {
  const crate = crateOf(path);
  if (crate !== undefined && evaluator.settings.reachOf(crate) === 'kube') return true;
  if (path.at(-2) === 'Request' && crate !== undefined && !isOfHttp(path.slice(0, -1))) return true;
  return crate !== undefined && !isHolder(crate) && args.some(({ ty }) => isClient(ty));
}

/** A function with the name of a type is a variant (`ControlFlow::Break`, `Either::Left`) or a tuple struct: it holds its arguments. */
function variantOf(evaluator: Evaluator, { path, args, at }: ForeignCall, owner: string): Value {
  evaluator.accounts.note(at, 'nothing', 'only holds it');
  if (owner === 'Cow' && args[0] !== undefined) return args[0];
  const name = path.at(-1) ?? '';
  const types = args.map(({ ty }) => ty);
  return {
    ty: {
      k: 'nominal',
      def: externalType(/^[A-Z]/.test(owner) ? path.slice(0, -1) : path),
      args: isSecond(name) ? [fresh(), ...types] : isFirst(name) ? [...types, fresh()] : types,
    },
    fields: new Map(args.map((arg, index) => [`${name}.${index}`, arg])),
    ...(args.some((arg) => holdsClient(evaluator, arg)) ? { holds: true } : {}),
  };
}

/** The result of an unknown function: made of its arguments, if anything. */
function anything(evaluator: Evaluator, args: readonly Value[], at: Syntax, frame: Frame, ty: Ty | undefined): Value {
  let given: Value | undefined;
  for (const arg of args) if (arg.calls !== undefined) given = evaluator.invoke(arg, [], at, frame);
  letEscape(evaluator, [], at, frame);
  const { origin } = textFrom(args);
  const holds = given !== undefined && holdsClient(evaluator, given);
  return { ty: given === undefined ? (ty ?? fresh()) : fresh(), origin, ...(holds ? { holds } : {}) };
}
