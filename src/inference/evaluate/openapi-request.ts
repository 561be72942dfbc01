// The request functions of k8s-openapi up to 0.21, each of which builds the request in its name:
// `Pod::list_namespaced_pod(…)`, and from 0.15 on `Pod::list(…)`.

import { builtInKind, kindOfFunction } from '../../kubernetes/kinds-table.ts';
import { subresourcesOf } from '../../kubernetes/subresources.ts';
import { externalType } from '../names/definitions.ts';
import { fresh, type Ty } from '../types/ty.ts';
import { result } from './data.ts';
import type { Evaluator } from './evaluator.ts';
import { type Frame, placeOf } from './frame.ts';
import { ANYWHERE } from './origin.ts';
import type { Syntax } from '../../formats/rust/syntax.ts';
import { constantsOf, text, type Value } from './value.ts';
import { table } from '../../table.ts';

/** Verbs in the names of functions (k8s-openapi-codegen, `operation.rs`), as the API server authorises them. */
const VERBS = table<string>({
  create: 'create',
  read: 'get',
  list: 'list',
  watch: 'watch',
  patch: 'patch',
  replace: 'update',
  delete: 'delete',
  delete_collection: 'deletecollection',
  connect_get: 'get',
  connect_post: 'create',
  connect_put: 'update',
  connect_patch: 'patch',
  connect_delete: 'delete',
});

const NAME =
  /^(create|read|list|watch|patch|replace|delete_collection|delete|connect_(?:get|post|put|patch|delete))(?:_(?:[a-z]+_v\d\w*?_)?(?:namespaced_)?([\s\S]+))?$/;

const EVERYWHERE = /(?:^|_)for_all_namespaces$/;

/**
 * The result of a function of a k8s-openapi type, after its request was recorded; undefined if the name is not that of
 * a request. The request counts where it is built, because some client will send it.
 */
export function openapiRequest(
  evaluator: Evaluator,
  call: {
    readonly path: readonly string[];
    readonly name: string;
    readonly args: readonly Value[];
    readonly at: Syntax;
  },
  frame: Frame,
): Value | undefined {
  const [, action = '', rest = ''] = NAME.exec(call.name) ?? [];
  const verb = VERBS[action];
  const found = verb === undefined ? undefined : (ofLongName(call.path, rest) ?? ofShortName(call.path, rest));
  if (verb === undefined || found === undefined) return undefined;
  const { kind, subresource } = found;
  const takesName =
    !['list', 'watch', 'deletecollection'].includes(verb) && !(verb === 'create' && subresource === undefined);
  const isNamespaced = kind.namespaced && !EVERYWHERE.test(rest);
  const namespace = isNamespaced ? call.args[takesName ? 1 : 0] : undefined;
  evaluator.requests.push({
    verb,
    subresource,
    on: { resource: `${kind.group}/${kind.plural}` },
    origin: namespace === undefined ? ANYWHERE : (namespace.origin ?? ANYWHERE),
    names: takesName ? constantsOf(call.args[0]) : undefined,
    condition: frame.condition,
    place: placeOf(call.at, frame),
    trail: frame.trail,
  });
  const request: Value = {
    ty: { k: 'nominal', def: externalType(['http', 'Request']), args: [] },
    fields: new Map([['accounted', text('yes')]]),
  };
  const pair: Ty = { k: 'tuple', items: [request.ty, fresh()] };
  return { ty: result(pair), fields: new Map([['0', request]]) };
}

type FunctionKind = NonNullable<ReturnType<typeof kindOfFunction>>;

/** `Pod::read_namespaced_pod_log`; `Eviction::create_pod` has the subresource in its type. */
function ofLongName(path: readonly string[], rest: string): FunctionKind | undefined {
  const found = kindOfFunction(path, rest);
  if (found === undefined || found.subresource !== undefined) return found;
  const type = (path.at(-1) ?? '').toLowerCase();
  return subresourcesOf(`${found.kind.group}/${found.kind.plural}`).includes(type)
    ? { ...found, subresource: type }
    : found;
}

/** From 0.15 on the type is the kind, and the name has only the operation and the subresource: `Pod::list`, `Pod::read_log`. */
function ofShortName(path: readonly string[], rest: string): FunctionKind | undefined {
  const kind = builtInKind(path);
  if (kind === undefined) return undefined;
  const name = rest
    .replace(EVERYWHERE, '')
    .replace(/_with_path$/, '')
    .replaceAll('_', '');
  if (name === '') return { kind, subresource: undefined };
  return subresourcesOf(`${kind.group}/${kind.plural}`).includes(name) ? { kind, subresource: name } : undefined;
}
