// URLs and paths that are joined: `base.join("namespaces/a/pods")` of the crate url and of `std::path`.

import { choices, oneOf } from './constant-list.ts';
import { composed } from './made-text.ts';
import type { Value } from './value.ts';

/** `base.join(end)`: a URL if the base is one, else a path. */
export function joined(base: Value, end: Value): Value {
  const [bases, ends] = [choices(base), choices(end)];
  if (bases !== undefined && ends !== undefined) return oneOf(resolved(bases, ends));
  const patterns = resolved(bases ?? patternsOf(base), ends ?? patternsOf(end));
  const place = end.fields?.get('place') ?? base.fields?.get('place');
  const fields = new Map([['pattern', oneOf(patterns)], ...(place === undefined ? [] : ([['place', place]] as const))]);
  return { ...composed([base, end]), fields };
}

function patternsOf(value: Value): readonly string[] {
  return choices(value.fields?.get('pattern')) ?? ['{}'];
}

function resolved(bases: readonly string[], ends: readonly string[]): readonly string[] {
  return bases.flatMap((base) => ends.map((end) => joinedTo(base, end)));
}

/** RFC 3986, 5.2, without `..`. */
function joinedTo(base: string, end: string): string {
  const host = /^\w{1,20}:\/\/[^/]*/.exec(base)?.[0];
  if (/^\w{1,20}:\/\//.test(end)) return end;
  if (end.startsWith('/')) return `${host ?? ''}${end}`;
  if (host === undefined) return `${base.replace(/\/$/, '')}/${end}`;
  return `${base === host ? `${base}/` : base.slice(0, base.lastIndexOf('/') + 1)}${end}`;
}
