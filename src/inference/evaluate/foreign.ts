// Functions of crates that are not read: what the standard library and its neighbours do with their arguments.

import type { Syntax } from '../../formats/rust/syntax.ts';
import { externalType } from '../names/definitions.ts';
import { fresh, isNamed, prune, type Ty } from '../types/ty.ts';
import { elementOf, result, textFrom, unwrapped } from './data.ts';
import type { Evaluator } from './evaluator.ts';
import { listOf } from './literals.ts';
import type { Frame } from './frame.ts';
import { crateOf, handOver, letEscape } from './handed-over.ts';
import { CONFIGURED, OWN } from './origin.ts';
import { openapiRequest } from './openapi-request.ts';
import { constantOf, NEVER_VALUE, STRING, text, typed, unknown, type Value } from './value.ts';
import { table } from '../../table.ts';

export interface ForeignCall {
  readonly path: readonly string[];
  readonly generics: readonly Ty[];
  readonly args: readonly Value[];
  readonly at: Syntax;
}

/** A request of the `http` crate, while it is built. */
export const HTTP_REQUEST: Ty = { k: 'nominal', def: externalType(['http', 'Request']), args: [] };

type Rule = (call: ForeignCall, evaluator: Evaluator, frame: Frame) => Value;

const first: Rule = ({ args }) => args[0] ?? unknown();
const wrap =
  (name: string): Rule =>
  ({ args }) =>
    typed({ k: 'nominal', def: externalType([name]), args: [args[0]?.ty ?? fresh()] }, args[0]);
const ran: Rule = ({ args, at }, evaluator, frame) => {
  const value = args[0];
  return value?.calls === undefined ? (value ?? unknown()) : evaluator.invoke(value, [], at, frame);
};
/** A task gives a Result of what it computes. */
const spawned: Rule = (call, evaluator, frame) => {
  const value = ran(call, evaluator, frame);
  return typed({ k: 'nominal', def: externalType(['JoinHandle']), args: [value.ty] }, value);
};
const last: Rule = (call, evaluator, frame) => ran({ ...call, args: call.args.slice(-1) }, evaluator, frame);
const list: Rule = ({ args }) =>
  typed({ k: 'nominal', def: externalType(['Vec']), args: [elementOf(args[0] ?? unknown()).ty] }, args[0]);
const channel: Rule = ({ generics }) => {
  const ty: Ty = { k: 'nominal', def: externalType(['Channel']), args: [generics[0] ?? fresh()] };
  const end: Value = { ty, channel: { sent: undefined } };
  return {
    ty: { k: 'tuple', items: [ty, ty] },
    fields: new Map([
      ['0', end],
      ['1', end],
    ]),
  };
};
const diverges: Rule = () => NEVER_VALUE;
const tupleOf = (args: readonly Value[]): Value => ({
  ty: { k: 'tuple', items: args.map((arg) => arg.ty) },
  fields: new Map(args.map((arg, at) => [String(at), arg])),
});
const tuple: Rule = ({ args }) => tupleOf(args);

/** By the last name of the path, or by its last two. */
const RULES = table<Rule>({
  Some: wrap('Option'),
  Ok: wrap('Result'),
  Err: () => ({ ty: result(fresh()), empty: true }),
  spawn: spawned,
  'task::spawn': spawned,
  spawn_local: spawned,
  spawn_blocking: spawned,
  block_in_place: ran,
  block_on: ran,
  'panic::catch_unwind': ran,
  timeout: (call, evaluator, frame) => {
    const value = last(call, evaluator, frame);
    return typed(result(value.ty), value);
  },
  timeout_at: (call, evaluator, frame) => {
    const value = last(call, evaluator, frame);
    return typed(result(value.ty), value);
  },
  join_all: list,
  select_all: list,
  try_join_all: ({ args }) => {
    const element = unwrapped(elementOf(args[0] ?? unknown()));
    return typed(result({ k: 'nominal', def: externalType(['Vec']), args: [element.ty] }), element);
  },
  'future::join': tuple,
  'future::join3': tuple,
  'future::join4': tuple,
  'future::join5': tuple,
  'future::try_join': ({ args }) => ({
    ...tupleOf(args.map(unwrapped)),
  }),
  'future::ready': first,
  'future::ok': wrap('Result'),
  'future::pending': () => unknown(),
  'stream::iter': list,
  'stream::once': ({ args }) => listOf(args),
  'stream::select': ({ args }) => listOf(args.map(elementOf)),
  'iter::once': ({ args }) => listOf(args),
  'iter::empty': () => listOf([]),
  'mem::take': first,
  'mem::replace': first,
  'mem::swap': () => unknown(),
  channel,
  unbounded_channel: channel,
  'watch::channel': ({ args }) => {
    const ty: Ty = { k: 'nominal', def: externalType(['Channel']), args: [args[0]?.ty ?? fresh()] };
    return {
      ty: { k: 'tuple', items: [ty, ty] },
      fields: new Map([
        ['0', typed(ty, args[0])],
        ['1', typed(ty, args[0])],
      ]),
    };
  },
  unbounded: channel,
  bounded: channel,
  'process::exit': diverges,
  'env::var': environment,
  'env::var_os': environment,
  'env::args': () => ({ ty: { k: 'nominal', def: externalType(['Iter']), args: [STRING] }, origin: CONFIGURED }),
  'env::vars': () => ({ ty: fresh(), origin: CONFIGURED }),
  'dotenvy::var': environment,
  'fs::read_to_string': fileText,
  'fs::read': fileText,
  'serde_json::from_value': ({ args, generics }) => typed(result(generics[0] ?? fresh()), args[0]),
  'envy::from_env': configuration,
  'envy::prefixed': configuration,
  'confy::load': configuration,
  dbg: first,
  'Request::get': httpRequest('GET'),
  'Request::post': httpRequest('POST'),
  'Request::put': httpRequest('PUT'),
  'Request::patch': httpRequest('PATCH'),
  'Request::delete': httpRequest('DELETE'),
  'Request::builder': httpRequest('GET'),
  'Request::new': httpRequest('GET'),
});

function httpRequest(method: string): Rule {
  return ({ args }) => ({
    ty: HTTP_REQUEST,
    fields: new Map([
      ['method', text(method)],
      ['uri', args[0] ?? unknown()],
    ]),
  });
}

function environment({ args }: ForeignCall, evaluator: Evaluator): Value {
  const name = constantOf(args[0]) ?? '';
  const known = evaluator.settings.environment.get(name);
  const origin = known?.origin ?? (/^(?:MY_|K8S_|KUBE_|KUBERNETES_)?POD_?NAMESPACE$/.test(name) ? OWN : CONFIGURED);
  return { ty: result(STRING), origin };
}

function fileText({ args }: ForeignCall): Value {
  const path = constantOf(args[0]) ?? '';
  return { ty: result(STRING), origin: path.includes('serviceaccount/namespace') ? OWN : CONFIGURED };
}

function configuration({ generics }: ForeignCall): Value {
  return { ty: result(generics[0] ?? fresh()), origin: CONFIGURED };
}

export function callForeign(evaluator: Evaluator, call: ForeignCall, frame: Frame): Value {
  const name = call.path.at(-1) ?? '';
  const rule = RULES[call.path.slice(-2).join('::')] ?? RULES[name];
  if (rule !== undefined) {
    evaluator.accounts.note(call.at, 'nothing', 'standard library');
    return rule(call, evaluator, frame);
  }
  const owner = call.path.at(-2);
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
  const crate = crateOf(call.path);
  const holds = handOver(evaluator, { crate, name, args: call.args, at: call.at }, frame);
  return {
    ...anything(evaluator, call.args, call.at, frame, call.generics[0]),
    crate,
    ...(holds ? { holds } : {}),
  };
}

/** What an unknown function gives: made out of its arguments, if anything. */
function anything(evaluator: Evaluator, args: readonly Value[], at: Syntax, frame: Frame, ty: Ty | undefined): Value {
  let given: Value | undefined;
  for (const arg of args) if (arg.calls !== undefined) given = evaluator.invoke(arg, [], at, frame);
  letEscape(evaluator, [], at, frame);
  const { origin } = textFrom(args);
  return { ty: given === undefined ? (ty ?? fresh()) : fresh(), origin };
}

interface OfType {
  readonly ty: Ty;
  readonly name: string;
  readonly generics: readonly Ty[];
  readonly args: readonly Value[];
  readonly at: Syntax;
}

const POINTERS = new Set([
  'Arc',
  'Rc',
  'Box',
  'Pin',
  'Mutex',
  'RwLock',
  'RefCell',
  'Cell',
  'Cow',
  'OnceCell',
  'OnceLock',
  'Lazy',
  'LazyLock',
  'ArcSwap',
  'Data',
  'State',
  'Extension',
  'Weak',
  'Zeroizing',
  'Reverse',
]);

/** A function of a type that is not read: `Arc::new`, `String::from`, `Vec::with_capacity`. */
export function callForeignOf(evaluator: Evaluator, call: OfType, frame: Frame): Value {
  evaluator.accounts.note(call.at, 'nothing', 'given no client');
  const self = prune(call.ty);
  const name = self.k === 'nominal' ? self.def.name : '';
  const [arg] = call.args;
  if (self.k === 'nominal' && self.def.path.includes('k8s_openapi')) {
    const request = openapiRequest(evaluator, { ...call, path: self.def.path }, frame);
    if (request !== undefined) return request;
  }
  if (self.k === 'nominal' && POINTERS.has(name)) {
    if (arg?.calls !== undefined && /Lazy|Once/.test(name)) return evaluator.invoke(arg, [], call.at, frame);
    return arg ?? { ty: fresh(), empty: true };
  }
  if (
    self.k === 'nominal' &&
    self.def.module !== undefined &&
    call.name === 'new' &&
    self.def.resource?.record !== undefined &&
    arg !== undefined
  ) {
    return { ty: self, fields: new Map([['metadata', { ty: fresh(), fields: new Map([['name', arg]]) }]]) };
  }
  // `Api::<Pod>::clone(&pods)`
  if (COPIES.has(call.name) && arg !== undefined && call.args.length === 1) return arg;
  if (name === 'String' && (call.name === 'from' || call.name === 'from_utf8' || call.name === 'from_utf8_lossy'))
    return typed(STRING, arg);
  if (call.name === 'from' && arg !== undefined && (self.k === 'var' || constantOf(arg) !== undefined)) return arg;
  const crate = self.k === 'nominal' && self.def.module === undefined ? crateOf(self.def.path) : undefined;
  const isKnown = self.k === 'nominal' && (self.def.module !== undefined || self.def.path.length === 1);
  const holds = !isKnown && handOver(evaluator, { crate, name: call.name, args: call.args, at: call.at }, frame);
  if (PARSERS.has(call.name) && self.k === 'nominal') {
    evaluator.sawInstance({ ty: self });
    return { ty: call.name.startsWith('try') ? result(self) : self, origin: CONFIGURED };
  }
  letEscape(evaluator, call.args, call.at, frame);
  if (call.name === 'default') {
    evaluator.sawInstance({ ty: self });
    return { ty: self, empty: true };
  }
  if (CONSTRUCTORS.test(call.name) && self.k === 'nominal') {
    const made = FALLIBLE.test(call.name) ? result(listed(self)) : listed(self);
    return {
      ty: made,
      crate,
      ...(holds ? { holds } : {}),
      ...(self.def.module === undefined && !isNamed(self, 'Vec', 'HashMap', 'BTreeMap')
        ? { origin: textFrom(call.args).origin }
        : { empty: call.args.length === 0 }),
    };
  }
  return { ty: fresh(), crate, origin: textFrom(call.args).origin, ...(holds ? { holds } : {}) };
}

/** Methods of traits that give what they are called on, called by the path of a type. */
const COPIES = new Set(['clone', 'as_ref', 'as_mut', 'borrow', 'borrow_mut', 'deref', 'deref_mut', 'to_owned']);

/** clap, argh and the like: what they give is configuration. */
const PARSERS = new Set([
  'parse',
  'try_parse',
  'parse_from',
  'try_parse_from',
  'from_args',
  'from_env',
  'init_from_env',
  'parse_args',
]);
const CONSTRUCTORS = /^(?:new|with_|default|builder|create|open|from_)/;
const FALLIBLE = /^(?:try_|open)/;

function listed(self: Ty & { readonly k: 'nominal' }): Ty {
  return self.args.length === 0 &&
    isNamed(self, 'Vec', 'HashSet', 'VecDeque', 'BTreeSet', 'FuturesUnordered', 'JoinSet')
    ? { ...self, args: [fresh()] }
    : self.args.length === 0 && isNamed(self, 'HashMap', 'BTreeMap', 'DashMap', 'IndexMap')
      ? { ...self, args: [fresh(), fresh()] }
      : self;
}
