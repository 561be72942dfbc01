// The results of the builders of the http crate: requests and URIs.

import { fresh } from '../types/ty.ts';
import { result } from './data.ts';
import { HTTP_REQUEST, URI_BUILDER } from './foreign-rules.ts';
import type { MethodCall } from './found-method.ts';
import { constantOf, STRING, text, typed, unknown, type Value } from './value.ts';

/** `.uri(…)`, `.method(…)`, `.header(…)`, `.body(…)` of the builder in the http crate. */
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
  if (name === 'header') {
    const applies = appliesBy(constantOf(arg), constantOf(args[1]));
    return applies === undefined ? receiver : withField(receiver, 'applies', text(applies));
  }
  if (arg === undefined || (name !== 'uri' && name !== 'method')) return receiver;
  return withField(receiver, name, arg);
}

function withField(value: Value, name: string, field: Value): Value {
  return { ...value, fields: new Map([...(value.fields ?? []), [name, field]]) };
}

/** Whether the header of a patch makes it an apply; undefined for another header, and if the header or its value is unknown. */
function appliesBy(header: string | undefined, value: string | undefined): 'always' | 'never' | undefined {
  if (value === undefined || (header !== undefined && header.toLowerCase() !== 'content-type')) return undefined;
  if (/^application\/apply-patch\b/.test(value)) return 'always';
  return /^application\/[\w.-]*\+json$/.test(value) ? 'never' : undefined;
}

/** `Uri::builder().path_and_query(…).build()`: scheme and host do not matter for the request. */
export function buildUri({ receiver, name, args: [arg] }: MethodCall): Value {
  if (name === 'build') return typed(result(STRING), receiver.fields?.get('path'));
  return name === 'path_and_query' && arg !== undefined
    ? { ty: URI_BUILDER, fields: new Map([['path', arg]]) }
    : receiver;
}
