// What the builders of the http crate make: requests and URIs.

import { fresh } from '../types/ty.ts';
import { result } from './data.ts';
import { HTTP_REQUEST, URI_BUILDER } from './foreign-rules.ts';
import type { MethodCall } from './found-method.ts';
import { constantOf, STRING, text, typed, unknown, type Value } from './value.ts';

/** `.uri(…)`, `.method(…)`, `.header(…)`, `.body(…)` of the http crate's builder. */
export function buildRequest({ receiver, name, args }: MethodCall): Value {
  const [arg] = args;
  // `*request.uri_mut() = url`: the place itself.
  const place = /^(method|uri)_mut$/.exec(name)?.[1];
  if (place !== undefined) return receiver.fields?.get(place) ?? unknown();
  if (name === 'into_parts')
    return {
      ty: { k: 'tuple', items: [HTTP_REQUEST, fresh()] },
      fields: new Map([
        ['0', receiver],
        ['1', unknown()],
      ]),
    };
  if (name === 'header' && /apply-patch/.test(constantOf(args[1]) ?? ''))
    return { ...receiver, fields: new Map([...(receiver.fields ?? []), ['applies', text('always')]]) };
  if (arg === undefined || (name !== 'uri' && name !== 'method')) return receiver;
  return { ...receiver, fields: new Map([...(receiver.fields ?? []), [name, arg]]) };
}

/** `Uri::builder().path_and_query(…).build()`: scheme and host say nothing of what is asked. */
export function buildUri({ receiver, name, args: [arg] }: MethodCall): Value {
  if (name === 'build') return typed(result(STRING), receiver.fields?.get('path'));
  return name === 'path_and_query' && arg !== undefined
    ? { ty: URI_BUILDER, fields: new Map([['path', arg]]) }
    : receiver;
}
