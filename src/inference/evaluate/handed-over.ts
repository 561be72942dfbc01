// A client of the API server that is given to a crate nobody has described: what is asked with it is not known.

import type { Syntax } from '../../formats/rust/syntax.ts';
import { isNamed, prune, type Ty } from '../types/ty.ts';
import type { Evaluator } from './evaluator.ts';
import type { Frame } from './frame.ts';
import type { Value } from './value.ts';

/** Crates that hold what they are given, or hand it back, and ask nothing with it. */
const HOLDERS =
  /^(?:std|core|alloc|tokio(?:_\w+)?|futures(?:_\w+)?|async_\w+|axum(?:_\w+)?|actix(?:_\w+)?|tower(?:_\w+)?|hyper(?:_\w+)?|http(?:_\w+)?|warp|rocket|poem|salvo|tide|tonic|juniper|async_graphql|anyhow|eyre|color_eyre|thiserror|snafu|tracing(?:_\w+)?|log|once_cell|lazy_static|arc_swap|parking_lot|dashmap|moka|cached|crossbeam(?:_\w+)?|flume|itertools|either|pin_project|serde(?:_\w+)?|clap|prometheus(?:_\w+)?|opentelemetry(?:_\w+)?|metrics|actix|kameo|ractor|xtra|backoff|backon|retry|tryhard|rayon|k8s_openapi)$/;

/** The crate of a path or a type that is not read, unless it only holds things. */
export function crateOf(path: readonly string[]): string | undefined {
  const [crate] = path;
  return path.length < 2 || crate === undefined || !/^[a-z]\w*$/.test(crate) || HOLDERS.test(crate) ? undefined : crate;
}

export function reportClient(
  evaluator: Evaluator,
  crate: string | undefined,
  args: readonly Value[],
  at: Syntax,
  frame: Frame,
): void {
  if (crate === undefined || frame.site !== undefined || !args.some((arg) => isClient(arg.ty))) return;
  evaluator.report(
    at,
    frame,
    `The crate \`${crate}\` is given a client of the API server; what it asks for is not known (describe it with --models).`,
  );
}

function isClient(given: Ty, depth = 0): boolean {
  const ty = prune(given);
  if (ty.k !== 'nominal' || depth > 2) return false;
  if (isNamed(ty, 'Client', 'Api') && ty.def.module?.crate.isModel === true) return true;
  return isNamed(ty, 'Option', 'Result') && ty.args.some((arg) => isClient(arg, depth + 1));
}
