// The effects of functions of the standard library and similar crates on their arguments.

import { type Channel, constantOf, NEVER_VALUE, STRING, text, typed, unknown, type Value } from './value.ts';
import { madeChannel } from './channels.ts';
import { elementOf, result, unwrapped } from './data.ts';
import { SEQUENCE_RULES } from './sequence-rules.ts';
import type { Syntax } from '../../formats/rust/syntax.ts';
import { table } from '../../table.ts';
import { fresh, type Ty, unify } from '../types/ty.ts';
import type { Evaluator } from './evaluator.ts';
import type { Frame } from './frame.ts';
import { externalType } from '../names/definitions.ts';
import { absorb } from './join.ts';
import { ARGUMENT, CONFIGURED, OWN } from './origin.ts';
import { waitFor } from './waited.ts';

export interface ForeignCall {
  readonly path: readonly string[];
  readonly generics: readonly Ty[];
  readonly args: readonly Value[];
  readonly at: Syntax;
}

/**
 * The rule of a function, by its last two names, or by the last if it is not a function of a type: `Elector::spawn` is
 * another function.
 */
export function foreignRule(path: readonly string[]): Rule | undefined {
  const [owner = '', name = ''] = path.slice(-2);
  const byBoth = RULES[path.slice(-2).join('::')];
  if (byBoth !== undefined) return byBoth;
  return /^[A-Z]/.test(owner) && !/^[A-Z]/.test(name) && path.length > 1 ? undefined : RULES[path.at(-1) ?? ''];
}

/** A request of the `http` crate, while it is built. */
export const HTTP_REQUEST: Ty = { k: 'nominal', def: externalType(['http', 'Request']), args: [] };

/** A URI of the `http` crate, while it is built. */
export const URI_BUILDER: Ty = { k: 'nominal', def: externalType(['http', 'uri', 'Builder']), args: [] };

export type Rule = (call: ForeignCall, evaluator: Evaluator, frame: Frame) => Value;

const first: Rule = ({ args }) => args[0] ?? unknown();

/** The earlier value of a place that now holds another one. */
function exchanged({ program: { keys } }: Evaluator, place = unknown(), item = unknown()): Value {
  unify(place.ty, item.ty);
  absorb(keys, place, item);
  return place;
}

const wrap =
  (name: string): Rule =>
  ({ args: [arg], generics: [written] }) => {
    if (written !== undefined && arg !== undefined) unify(written, arg.ty);
    const ty: Ty = { k: 'nominal', def: externalType([name]), args: [arg?.ty ?? fresh()] };
    return typed(ty, arg);
  };
const ran: Rule = ({ args, at }, evaluator, frame) => {
  const [given] = args;
  const value = given?.calls === undefined ? (given ?? unknown()) : evaluator.invoke(given, [], at, frame);
  waitFor(evaluator, value, frame);
  return value;
};
/** A task returns a Result of its value. */
const spawned: Rule = (call, evaluator, frame) => {
  const value = ran(call, evaluator, frame);
  return typed({ k: 'nominal', def: externalType(['JoinHandle']), args: [value.ty] }, value);
};
const last: Rule = (call, evaluator, frame) => ran({ ...call, args: call.args.slice(-1) }, evaluator, frame);
const list: Rule = ({ args }) =>
  typed({ k: 'nominal', def: externalType(['Vec']), args: [elementOf(args[0] ?? unknown()).ty] }, args[0]);
const channel: Rule = ({ generics, at }, evaluator) =>
  endsOf(generics[0] ?? fresh(), madeChannel(evaluator, at, undefined));
const diverges: Rule = () => NEVER_VALUE;
const tupleOf = (args: readonly Value[]): Value => ({
  ty: { k: 'tuple', items: args.map((arg) => arg.ty) },
  fields: new Map(args.map((arg, at) => [String(at), arg])),
});
const tuple: Rule = ({ args }) => tupleOf(args);

const RULES = table<Rule>({
  ...SEQUENCE_RULES,
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
  'mem::take': first,
  'mem::replace': ({ args: [place, item] }, evaluator) => exchanged(evaluator, place, item),
  'mem::swap': ({ args: [a, b] }, evaluator) => (exchanged(evaluator, a, b), exchanged(evaluator, b, a)),
  channel,
  unbounded_channel: channel,
  'watch::channel': ({ args: [first = unknown()], at }, evaluator) =>
    endsOf(first.ty, madeChannel(evaluator, at, first)),
  'ReceiverStream::new': first,
  'UnboundedReceiverStream::new': first,
  'WatchStream::new': first,
  unbounded: channel,
  bounded: channel,
  sync_channel: channel,
  unbounded_async: channel,
  bounded_async: channel,
  'process::exit': diverges,
  'env::var': environment,
  'env::var_os': environment,
  'env::args': () => ({ ty: { k: 'nominal', def: externalType(['Iter']), args: [STRING] }, origin: ARGUMENT }),
  'env::vars': () => ({ ty: fresh(), origin: CONFIGURED }),
  'dotenvy::var': environment,
  'fs::read_to_string': fileText,
  'fs::read': fileText,
  'serde_json::from_value': ({ args, generics }) => typed(result(generics[0] ?? fresh()), args[0]),
  'envy::from_env': configuration,
  'envy::prefixed': configuration,
  'confy::load': configuration,
  'str::from_utf8': ({ args }) => typed(result(STRING), args[0]),
  dbg: first,
  'Request::get': httpRequest('GET'),
  'Request::post': httpRequest('POST'),
  'Request::put': httpRequest('PUT'),
  'Request::patch': httpRequest('PATCH'),
  'Request::delete': httpRequest('DELETE'),
  'Request::builder': httpRequest('GET'),
  'Request::new': emptyRequest,
  'Request::from_parts': ({ args: [parts] }) => typed(HTTP_REQUEST, parts),
  'Uri::builder': () => ({ ty: URI_BUILDER }),
  'Uri::from_static': first,
  'Uri::from_str': first,
  'Uri::try_from': first,
  'Url::parse': first,
});

/** `http::Request::new(body)`: its method and URL are set afterwards. */
function emptyRequest(): Value {
  return {
    ty: HTTP_REQUEST,
    fields: new Map<string, Value>([
      ['method', { ...text('GET'), empty: true }],
      ['uri', { ty: STRING, empty: true }],
    ]),
  };
}

/** Both ends of a channel, which share the sent values. */
function endsOf(content: Ty, channel: Channel): Value {
  const ty: Ty = { k: 'nominal', def: externalType(['Channel']), args: [content] };
  const end: Value = { ty, channel };
  return {
    ty: { k: 'tuple', items: [ty, ty] },
    fields: new Map([
      ['0', end],
      ['1', end],
    ]),
  };
}

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
