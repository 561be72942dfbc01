// A client of the API server, or a value that holds one, that is passed to code that is not followed.

import type { Syntax } from '../../formats/rust/syntax.ts';
import type { TypeDef } from '../names/definitions.ts';
import { lower } from '../types/lower.ts';
import { fresh, prune, type Ty } from '../types/ty.ts';
import type { Evaluator } from './evaluator.ts';
import type { Frame } from './frame.ts';
import { KEEPS } from './method-names.ts';
import type { Program } from './program.ts';
import type { Value } from './value.ts';
import { throwAway } from './waited.ts';

/** Crates that store or return their arguments, and make no request with them. */
const HOLDERS =
  /^(?:std|core|alloc|tokio(?:_\w+)?|futures(?:_\w+)?|async_\w+|axum(?:_\w+)?|actix(?:_\w+)?|tower(?:_\w+)?|hyper(?:_\w+)?|http(?:_\w+)?|warp|rocket|poem|salvo|tide|tonic|juniper|async_graphql|anyhow|eyre|color_eyre|thiserror|snafu|tracing(?:_\w+)?|log|once_cell|lazy_static|arc_swap|parking_lot|dashmap|moka|cached|crossbeam(?:_\w+)?|flume|itertools|either|pin_project|serde(?:_\w+)?|clap|prometheus(?:_\w+)?|opentelemetry(?:_\w+)?|metrics|actix|kameo|ractor|xtra|backoff|backon|retry|tryhard|rayon|k8s_openapi|tauri|leptos|dioxus|bevy|scopeguard)$/;

/** Whether a crate makes no request with its arguments. */
export function isHolder(crate: string): boolean {
  return HOLDERS.test(crate);
}

/** Whether a type `Request` is that of the http crate, under whichever name a crate of a web framework gives it. */
export function isOfHttp(path: readonly string[]): boolean {
  return path.length < 2 || path.includes('http') || isHolder(path[0] ?? '') || /^kube|^reqwest$/.test(path[0] ?? '');
}

/** The crate of a path or a type that is not read. */
export function crateOf(path: readonly string[]): string | undefined {
  const [crate] = path;
  if (isTonicServer(path)) return 'tonic';
  return path.length < 2 || crate === undefined || !/^[a-z]\w*$/.test(crate) ? undefined : crate;
}

/** `pb::debugger_server::DebuggerServer`: tonic writes it, and it calls the program's implementation of the trait. */
export function isTonicServer(path: readonly string[]): boolean {
  return path.some((name, at) => name.endsWith('_server') && path[at + 1]?.endsWith('Server') === true);
}

export interface HandOver {
  /** The crate to which it goes, if that is known. */
  readonly crate: string | undefined;
  readonly name: string;
  readonly receiver?: Value;
  readonly args: readonly Value[];
  readonly at: Syntax;
}

/** Reports values that are passed to code that is not followed; true if the result may hold a client. */
export function handOver(evaluator: Evaluator, { crate, name, receiver, args, at }: HandOver, frame: Frame): boolean {
  // A crate reaches the content of a type of the program only through traits, whose implementations are followed. A
  // crate that should be part of the program, and is missing here, reaches everything.
  const isOurs = isOwn(evaluator.program, crate);
  const given = args.some((arg) => (crate === undefined || isOurs ? holdsClient(evaluator, arg) : isClient(arg.ty)));
  const held =
    given ||
    args.some((arg) => holdsClient(evaluator, arg)) ||
    receiver?.holds === true ||
    (receiver !== undefined && holdsClient(evaluator, receiver));
  if (!given || frame.site !== undefined || KEEPS.has(name) || (crate !== undefined && isHolder(crate))) {
    // What was put into `cache` may be what `cache.get(key)` returns.
    if (given && receiver !== undefined && !Object.isFrozen(receiver)) Object.assign(receiver, { holds: true });
    evaluator.accounts.note(at, 'nothing', given ? 'only holds it' : 'given no client');
    return held;
  }
  evaluator.accounts.note(at, 'unknown');
  evaluator.report(
    at,
    frame,
    isOurs
      ? `\`${name}\` is given a client of the API server and is not found in the program; what it asks for is not known.`
      : crate === undefined
        ? `\`${name}\` is given a client of the API server, and it is not known what it is; what it asks for is not known.`
        : `The crate \`${crate}\` is given a client of the API server; what it asks for is not known (describe it with --models).`,
  );
  return false;
}

/** Whether the program itself has a crate with this name. */
export function isOwn({ crates }: Program, crate: string | undefined): boolean {
  return crates.some(({ name, isModel }) => name === crate && !isModel);
}

/** Whether a type is a client or an Api, or a list or wrapper of one. */
export function isClient(given: Ty, depth = 0): boolean {
  const ty = prune(given);
  if (depth > 3) return false;
  if (ty.k === 'tuple') return ty.items.some((item) => isClient(item, depth + 1));
  if (ty.k !== 'nominal') return false;
  if (ty.def.module?.crate.isModel === true) return ty.def.name === 'Client' || ty.def.name === 'Api';
  return ty.def.module === undefined && ty.args.some((arg) => isClient(arg, depth + 1));
}

/** Whether a value is a client or an Api, or has one in a field, an element or a variant. */
export function holdsClient(evaluator: Evaluator, value: Value, depth = 0): boolean {
  if (depth > 3) return false;
  if (value.holds === true || typeHolds(evaluator, value.ty, 0)) return true;
  for (const inside of value.fields?.values() ?? []) if (holdsClient(evaluator, inside, depth + 1)) return true;
  return false;
}

function typeHolds(evaluator: Evaluator, given: Ty, depth: number, visited = new Set<TypeDef>()): boolean {
  const ty = prune(given);
  if (depth > 4) return false;
  const holds = (each: Ty): boolean => typeHolds(evaluator, each, depth + 1, visited);
  if (ty.k === 'tuple') return ty.items.some(holds);
  if (ty.k === 'dyn') return (ty.among ?? []).some(holds);
  if (ty.k !== 'nominal') return false;
  const { def } = ty;
  if (def.module?.crate.isModel === true) return def.name === 'Client' || def.name === 'Api';
  return definitionHolds(evaluator, def, visited) || ty.args.some(holds);
}

/** Whether a declared field (also of a variant) of a type of the program is a client. */
function definitionHolds(evaluator: Evaluator, def: TypeDef, visited: Set<TypeDef>): boolean {
  const { module } = def;
  if (module === undefined) return false;
  const known = evaluator.holders.get(def);
  if (known !== undefined) return known;
  // A type that contains itself is judged by its other fields.
  if (visited.has(def)) return false;
  const isFirst = visited.size === 0;
  visited.add(def);
  const generics = new Map(def.generics.map((name): [string, Ty] => [name, fresh()]));
  const fields = [def, ...def.variants.values()].flatMap((owner) => [...owner.fields.values()]);
  const holds = fields.some((field) =>
    typeHolds(evaluator, lower(field, { module, generics, self: undefined }), 1, visited),
  );
  if (holds) evaluator.holders.set(def, true);
  // The types of a cycle are judged together.
  else if (isFirst) for (const each of visited) evaluator.holders.set(each, false);
  return holds;
}

/** Functions that are passed to code that is not read may be called there, with any arguments. */
export function letEscape(evaluator: Evaluator, args: readonly Value[], at: Syntax, frame: Frame): Value {
  for (const arg of args)
    if (arg.calls !== undefined) throwAway(evaluator, evaluator.invoke(arg, [], at, frame), frame);
  return { ty: fresh() };
}
