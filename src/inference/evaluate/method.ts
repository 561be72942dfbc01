// Method calls: which method it is, by the receiver's type; what it is called on decides what it may do.

import type { Syntax } from '../../formats/rust/syntax.ts';
import type { FnDef, ImplDef } from '../names/definitions.ts';
import { lower } from '../types/lower.ts';
import { fresh, isNamed, prune, type Ty, unify } from '../types/ty.ts';
import { letEscape } from './call.ts';
import { elementOf, unwrapped } from './data.ts';
import { type Evaluator, parametersOf } from './evaluator.ts';
import type { Frame } from './frame.ts';
import { crateOf, reportClient } from './handed-over.ts';
import { type FoundMethod, mayBe } from './program.ts';
import { callStandard } from './standard.ts';
import { join, typed, unknown, type Value } from './value.ts';

export interface MethodCall {
  readonly receiver: Value;
  readonly name: string;
  readonly args: readonly Value[];
  readonly generics: readonly Ty[];
  readonly at: Syntax;
  readonly source: Syntax;
}

export function callMethod(evaluator: Evaluator, call: MethodCall, frame: Frame): Value {
  const self = prune(call.receiver.ty);
  if (TRANSPARENT.has(call.name) && call.args.length === 0 && evaluator.program.find(self, call.name) === undefined)
    return call.receiver;
  if (self.k === 'dyn') return callDyn(evaluator, call, self, frame);
  const found = evaluator.program.find(self, call.name);
  if (found !== undefined) return run(evaluator, found, call, frame);
  const target = derefTarget(evaluator, self);
  if (target !== undefined)
    return callMethod(evaluator, { ...call, receiver: derefValue(call.receiver, target) }, frame);
  const standard = callStandard(evaluator, call, frame);
  if (standard !== undefined) return standard;
  const blanket = self.k === 'var' ? undefined : evaluator.program.findBlanket(self, call.name);
  if (blanket !== undefined) return run(evaluator, blanket, call, frame);
  return self.k === 'var' ? callUnknown(evaluator, call, frame) : callInside(evaluator, call, self, frame);
}

/** Methods that give what they are called on, as far as the analysis goes. */
export const TRANSPARENT = new Set([
  'clone',
  'to_owned',
  'as_ref',
  'as_mut',
  'borrow',
  'borrow_mut',
  'deref',
  'to_string',
  'into',
  'as_str',
  'lock',
  'read',
  'write',
  'boxed',
  'boxed_local',
  'as_deref',
  'as_deref_mut',
  'fuse',
  'into_inner',
  'by_ref',
  'cloned',
  'copied',
  'load',
  'load_full',
  'into_boxed_str',
  'in_current_span',
  'await',
  'shared',
  'downgrade',
  'leak',
  'to_vec',
  'trim',
  'as_slice',
  'into_boxed_slice',
  'try_lock',
  'blocking_lock',
  'get_mut_ref',
  'peekable',
  'try_into',
  'unwrap_future',
  'into_string',
  'as_mut_slice',
  'into_future',
]);

function run(evaluator: Evaluator, found: FoundMethod, call: MethodCall, frame: Frame): Value {
  return evaluator.call(
    {
      fn: found.fn,
      args: [call.receiver, ...call.args],
      generics: call.generics,
      implGenerics: found.generics,
      self: found.self,
      impl: found.impl,
    },
    call.at,
    frame,
  );
}

/** Of a trait object every implementation may run. */
function callDyn(evaluator: Evaluator, call: MethodCall, self: Ty & { readonly k: 'dyn' }, frame: Frame): Value {
  let result: Value | undefined;
  for (const each of self.among ?? []) {
    const value = callMethod(evaluator, { ...call, receiver: typed(each, call.receiver) }, frame);
    result = result === undefined ? value : join(result, value);
  }
  for (const trait of self.traits) {
    for (const found of evaluator.program.implementations(trait, call.name, self.args)) {
      if (self.of !== undefined) {
        if (!mayBe(found.self, self.of, 0)) continue;
        unify(found.self, self.of);
      }
      const value = run(evaluator, found, { ...call, receiver: typed(found.self, call.receiver) }, frame);
      result = result === undefined ? value : join(result, value);
    }
    const declared = trait.functions.get(call.name);
    if (result === undefined && declared !== undefined) {
      return evaluator.call(
        { fn: declared, args: [call.receiver, ...call.args], generics: call.generics, self },
        call.at,
        frame,
      );
    }
  }
  if (result === undefined && self.of !== undefined)
    return callMethod(evaluator, { ...call, receiver: typed(self.of, call.receiver) }, frame);
  return result ?? callStandard(evaluator, call, frame) ?? letEscape(evaluator, call.args, call.at, frame);
}

function derefTarget(evaluator: Evaluator, self: Ty): Ty | undefined {
  if (self.k !== 'nominal' || self.def.module === undefined || self.def.module.crate.isModel) return undefined;
  for (const impl of evaluator.program.implsOf(self.def)) {
    const target = impl.types.get('Target');
    if (target === undefined || impl.trait?.text.endsWith('Deref') !== true) continue;
    const generics = new Map(impl.generics.map((name): [string, Ty] => [name, fresh()]));
    unify(lower(impl.selfType, { module: impl.module, generics, self }), self);
    return lower(target, { module: impl.module, generics, self });
  }
  return undefined;
}

function derefValue(value: Value, target: Ty): Value {
  for (const known of value.fields?.values() ?? []) {
    const [a, b] = [prune(known.ty), prune(target)];
    if (a.k === 'nominal' && b.k === 'nominal' && a.def === b.def) return known;
  }
  return { ty: target };
}

/** The receiver is a wrapper that is not known; a method of what it wraps is the best guess there is. */
function callInside(evaluator: Evaluator, call: MethodCall, self: Ty, frame: Frame): Value {
  if (
    self.k === 'nominal' &&
    self.def.module === undefined &&
    !isNamed(self, 'Vec', 'HashMap', 'BTreeMap', 'HashSet', 'Iter')
  ) {
    for (const arg of self.args) {
      const inside = prune(arg);
      if (inside.k === 'nominal' && evaluator.program.find(inside, call.name) !== undefined) {
        return callMethod(evaluator, { ...call, receiver: typed(inside, call.receiver) }, frame);
      }
    }
  }
  return escape(evaluator, call, frame);
}

/** Names that every kind of type has; a match by name says nothing for them. */
const COMMON = new Set([
  'get',
  'insert',
  'new',
  'push',
  'len',
  'iter',
  'next',
  'send',
  'recv',
  'name',
  'from',
  'default',
  'remove',
  'contains',
  'is_empty',
  'write',
  'read',
  'map',
  'run_once',
  'eq',
  'cmp',
  'hash',
  'fmt',
  'drop',
  'poll',
  'call',
  'build',
  'unwrap',
  'join',
  'text',
  'json',
]);

/** Nothing is known of the receiver: the program's only methods of that name may be meant, and a call that only an Api has is reported. */
function callUnknown(evaluator: Evaluator, call: MethodCall, frame: Frame): Value {
  const candidates = evaluator.program
    .named(call.name)
    .filter(
      ({ fn }) => parametersOf(fn).length === call.args.length + 1 && parametersOf(fn)[0]?.type === 'self_parameter',
    );
  if (!COMMON.has(call.name) && candidates.length > 0 && candidates.length <= 6 && frame.site === undefined) {
    for (const { fn, impl } of candidates) {
      evaluator.guesses.push({
        call: { fn, args: [call.receiver, ...call.args], generics: call.generics, impl },
        at: call.at,
        frame,
      });
    }
    const [only] = candidates;
    return candidates.length > 1 || only === undefined ? unknown() : { ty: declaredResult(only.fn, only.impl) };
  }
  reportIfApi(evaluator, call, frame);
  const blanket = evaluator.program.findBlanket(call.receiver.ty, call.name);
  if (blanket?.fn.module.crate.isModel) return run(evaluator, blanket, call, frame);
  return escape(evaluator, call, frame);
}

function declaredResult(fn: FnDef, impl: ImplDef): Ty {
  const generics = new Map([...impl.generics, ...fn.generics].map((name): [string, Ty] => [name, fresh()]));
  const self = lower(impl.selfType, { module: impl.module, generics, self: undefined });
  return lower(fn.syntax.child('return_type'), { module: fn.module, generics, self, associated: impl.types });
}

const ONLY_API = new Set([
  'get_opt',
  'patch_status',
  'replace_status',
  'get_status',
  'patch_metadata',
  'get_metadata',
  'get_metadata_opt',
  'list_metadata',
  'delete_collection',
  'replace_scale',
  'patch_scale',
  'evict',
  'portforward',
  'log_stream',
]);
const PARAMETERS = [
  'ListParams',
  'PostParams',
  'DeleteParams',
  'PatchParams',
  'WatchParams',
  'AttachParams',
  'EvictParams',
  'LogParams',
];

function reportIfApi(evaluator: Evaluator, call: MethodCall, frame: Frame): void {
  const hasParams = call.args.some((arg) => isNamed(prune(arg.ty), ...PARAMETERS) && arg.ty.k !== 'var');
  const isKube =
    ['list', 'create', 'delete', 'patch', 'replace', 'watch', 'exec', 'attach', 'logs', 'commit'].includes(call.name) &&
    hasParams;
  if ((isKube || (ONLY_API.has(call.name) && call.args.length > 0)) && frame.site === undefined) {
    evaluator.report(
      call.at,
      frame,
      `The type that \`.${call.name}()\` is called on is not known; if it is an Api, a permission is missing here.`,
    );
  }
}

function escape(evaluator: Evaluator, call: MethodCall, frame: Frame): Value {
  if (isNamed(prune(call.receiver.ty), 'Request')) return buildRequest(call);
  const element = elementOf(unwrapped(call.receiver));
  for (const arg of call.args) if (arg.calls !== undefined) evaluator.invoke(arg, [element], call.at, frame);
  const { fields: _f, calls: _c, patch: _p, nameOf: _n, live, origin } = call.receiver;
  const ty = prune(call.receiver.ty);
  const crate =
    call.receiver.crate ?? (ty.k === 'nominal' && ty.def.module === undefined ? crateOf(ty.def.path) : undefined);
  reportClient(evaluator, crate, call.args, call.at, frame);
  const passed =
    origin === undefined
      ? undefined
      : origin.configured === true
        ? { configured: true }
        : live === true
          ? { anywhere: true }
          : origin.own === true
            ? { own: true }
            : origin.anywhere === true
              ? { anywhere: true }
              : undefined;
  return { ...unknown(passed), crate };
}

/** `.uri(…)`, `.method(…)`, `.body(…)` of the http crate's builder. */
function buildRequest({ receiver, name, args }: MethodCall): Value {
  const [arg] = args;
  if (arg === undefined || (name !== 'uri' && name !== 'method')) return receiver;
  return { ...receiver, fields: new Map([...(receiver.fields ?? []), [name, arg]]) };
}
