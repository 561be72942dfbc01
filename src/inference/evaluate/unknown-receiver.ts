// Methods of an unknown receiver: every possible method of the program is used, and a call that cannot be followed is
// reported if it gets a client or looks like a request.

import type { FnDef, ImplDef } from '../names/definitions.ts';
import { lower } from '../types/lower.ts';
import { fresh, isNamed, keyOf, prune, type Ty } from '../types/ty.ts';
import { elementOf, unwrapped } from './data.ts';
import type { Evaluator } from './evaluator.ts';
import type { Frame } from './frame.ts';
import { buildRequest, buildUri } from './built-request.ts';
import { URI_BUILDER } from './foreign-rules.ts';
import { handOver, holdsClient, isClient, isOfHttp } from './handed-over.ts';
import { type MethodCall, run } from './found-method.ts';
import { type Guess, guessKey } from './guesses.ts';
import type { FoundCandidate } from './program.ts';
import { COMMON, ONLY_API, PARAMETERS, READS, REQUESTS } from './method-names.ts';
import { unknown, type Value } from './value.ts';
import { changedByOthers } from './mutation.ts';
import { askedOf } from './asked.ts';
import { CONFIGURED } from './origin.ts';
import { isRequest } from './request-names.ts';
import { settled, waitFor } from './waited.ts';

/** The number of methods with one name that are used without checking whether the program creates a value of their types. */
const FEW = 6;

/** Nothing is known about the receiver: the program's methods with that name may be meant. */
export function callUnknown(evaluator: Evaluator, call: MethodCall, frame: Frame): Value {
  const candidates = guess(evaluator, call, frame, COMMON.has(call.name));
  if (candidates.length > 0) evaluator.accounts.note(call.at, 'followed');
  if (candidates.length > 0 && candidates.length <= FEW && !COMMON.has(call.name))
    return { ty: commonResult(candidates) };
  reportIfRequest(evaluator, call, frame);
  const blanket = evaluator.program.findBlanket(call.receiver.ty, call.name, call.args.length + 1);
  if (blanket?.fn.module.crate.isModel) return run(evaluator, blanket, call, frame);
  return leave(evaluator, call, frame);
}

/** Uses every method of the program that the name and the number of arguments allow; they run at the end. */
export function guess(
  evaluator: Evaluator,
  call: MethodCall,
  frame: Frame,
  onlyIfMade: boolean,
): readonly FoundCandidate[] {
  if (frame.site !== undefined) return [];
  const candidates = evaluator.program.methods(call.name, call.args.length);
  const ifMade = onlyIfMade || candidates.length > FEW;
  const [first] = candidates;
  const guessOf = ({ fn, impl }: FoundCandidate): Guess => ({
    call: { fn, args: [unknown(), ...call.args], generics: call.generics, impl },
    at: call.at,
    frame,
    onlyIfMade: ifMade,
    isOneOfSeveral: candidates.length > 1,
  });
  // A place that adds nothing for the first of them adds nothing for the others, of which there may be hundreds.
  if (
    first === undefined ||
    !evaluator.guesses.isFirst(`all ${candidates.length} ${guessKey(guessOf(first), evaluator.program.keys)}`)
  )
    return candidates;
  for (const candidate of candidates) evaluator.guesses.add(guessOf(candidate));
  return candidates;
}

/** The result type of all candidates, if it is the same. */
function commonResult(candidates: readonly FoundCandidate[]): Ty {
  const [first, ...rest] = candidates.map(({ fn, impl }) => declaredResult(fn, impl));
  return first === undefined || rest.some((ty) => keyOf(ty) !== keyOf(first)) ? fresh() : first;
}

function declaredResult(fn: FnDef, impl: ImplDef): Ty {
  const generics = new Map([...impl.generics, ...fn.generics].map((name): [string, Ty] => [name, fresh()]));
  const self = lower(impl.selfType, { module: impl.module, generics, self: undefined });
  return lower(fn.syntax.child('return_type'), { module: fn.module, generics, self, associated: impl.types });
}

/** A call that only an Api has, or very likely an Api. */
function reportIfRequest(evaluator: Evaluator, call: MethodCall, frame: Frame): void {
  if (frame.site !== undefined) return;
  const hasParams = call.args.some((arg) => isNamed(prune(arg.ty), ...PARAMETERS));
  const mayBeApi = call.receiver.holds === true && isRequest(evaluator.program, call.name, call.args.length);
  const isAsked = REQUESTS.has(call.name) && (hasParams || mayBeApi);
  if (!isAsked && !(ONLY_API.has(call.name) && call.args.length > 0)) return;
  evaluator.report(
    call.at,
    frame,
    `The type that \`.${call.name}()\` is called on is not known; if it is an Api, a permission is missing here.`,
  );
}

/** A method that is not followed: closures among its arguments run, and its result is made of its arguments. */
export function leave(evaluator: Evaluator, call: MethodCall, frame: Frame): Value {
  if (isHttpRequest(call)) {
    evaluator.accounts.note(call.at, 'nothing', 'builds a request');
    return buildRequest(call);
  }
  if (prune(call.receiver.ty) === URI_BUILDER) {
    evaluator.accounts.note(call.at, 'nothing', 'builds a request');
    return buildUri(call);
  }
  const self = prune(call.receiver.ty);
  if (self.k === 'nominal' && self.def.module === undefined) reportIfRequest(evaluator, call, frame);
  changedByOthers(call.args);
  if (RUNNERS.test(call.name)) for (const arg of call.args) waitFor(evaluator, arg, frame);
  const element = elementOf(unwrapped(call.receiver));
  const given = call.args.flatMap((arg) =>
    arg.calls === undefined ? [] : [evaluator.invoke(arg, [element], call.at, frame)],
  );
  const ty = prune(call.receiver.ty);
  const path = ty.k === 'nominal' && ty.def.module === undefined ? ty.def.path : undefined;
  const crate = call.receiver.crate ?? (path !== undefined && path.length > 1 ? path[0] : undefined);
  const handed = { crate, name: call.name, receiver: call.receiver, args: call.args, at: call.at };
  // The result of a closure may be part of the result.
  const holds = [handOver(evaluator, handed, frame), ...given.map((each) => holdsClient(evaluator, each))].includes(
    true,
  );
  const asked = askedOf(evaluator, handed, frame);
  const [only, ...more] = call.args;
  if (call.name === 'block_on' && only !== undefined && more.length === 0) return settled(only);
  const made = unknown(crate !== undefined && CONFIGURATION.test(crate) ? CONFIGURED : passedOn(call.receiver));
  if (READS.test(call.name)) evaluator.wanted.push(call.generics[0] ?? made.ty);
  return { ...made, ty: namedBy(call) ?? made.ty, crate, asked, ...(holds ? { holds } : {}) };
}

/** A request of the http crate, which is built. Another crate may have a type of this name, and a client goes elsewhere. */
function isHttpRequest({ receiver, args }: MethodCall): boolean {
  const ty = prune(receiver.ty);
  return ty.k === 'nominal' && isNamed(ty, 'Request') && isOfHttp(ty.def.path) && !args.some((arg) => isClient(arg.ty));
}

/** `context.data_unchecked::<Api<Pod>>()`, `request.state::<App>()`: the one type that is named is what such a method gives. */
function namedBy({ generics: [named, ...more], args }: MethodCall): Ty | undefined {
  const ty = named === undefined || more.length > 0 || args.length > 0 ? undefined : prune(named);
  return ty?.k === 'nominal' ? ty : undefined;
}

/** Crates that read settings: their results are configuration. */
const CONFIGURATION = /^(?:figment|config|confique|confy|envy|envconfig|twelf|serde_env|schematic|conf)$/;

/** Methods of runtimes and similar types that run futures among their arguments. */
const RUNNERS = /^(?:block_on|spawn|run_until|push|join|race|select)/;

/** The possible place of a text from the receiver. */
function passedOn({ origin, live }: Value): Value['origin'] {
  if (origin === undefined) return undefined;
  if (origin.configured === true) return { configured: true };
  if (live === true) return { anywhere: true };
  if (origin.own === true) return { own: true };
  return origin.anywhere === true ? { anywhere: true } : undefined;
}
