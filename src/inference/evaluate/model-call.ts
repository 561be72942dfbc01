// A call of a modelled function: its attributes describe its requests, and its body (if any) is evaluated like any
// other.

import type { TypeScope } from '../types/lower.ts';
import { fresh, isNamed, prune, type Ty, unify } from '../types/ty.ts';
import { evaluateBlock } from './block.ts';
import type { Evaluator } from './evaluator.ts';
import { type Call, meetParameters } from './signature.ts';
import { type Frame, Variables } from './frame.ts';
import { defaultNamespace, namespaceOf, placeOfClient } from './client-namespace.ts';
import { intrinsic } from './intrinsics.ts';
import { attributesOf, type ModelAttribute } from './model-attributes.ts';
import { ANYWHERE, namespaceOfObject } from './origin.ts';
import { clusterOf, isOfOther, ofOther } from './other-cluster.ts';
import { noteChangedOwners } from './owners.ts';
import { rawRequest } from './raw-request.ts';
import { fillStore, placeOfObjects, storeAndWriter } from './stores.ts';
import { constantOf, STRING, typed, unknown, type Value } from './value.ts';
import { invokeClosures } from './model-closures.ts';
import { modelRequest } from './model-request.ts';
import { entryOf } from './model-entry.ts';

export function evaluateModel(evaluator: Evaluator, call: Call, scope: TypeScope, result: Ty, frame: Frame): Value {
  const args = meetParameters(call, scope);
  const named = new Map(
    call.fn.parameters.map((parameter, at): [string, Value] => [nameOf(parameter), args[at] ?? unknown()]),
  );
  // Old versions of a function have other parameters: a missing one is unknown.
  const given = new Map(
    [...named].filter(
      ([name]) => call.fn.parameters.findIndex((parameter) => nameOf(parameter) === name) < call.args.length,
    ),
  );
  let value = call.fn.syntax.child('body') === undefined ? { ...resultOf(args, result), ...soughtBy(call) } : unknown();
  for (const attribute of attributesOf(call.fn)) {
    const made = apply(evaluator, attribute, { call, args, given, result, frame, value });
    if (made !== undefined) value = made;
  }
  const body = call.fn.syntax.child('body');
  if (body !== undefined) {
    const variables = new Variables();
    for (const [name, arg] of named) variables.declare(name, arg);
    value = evaluateBlock(evaluator, body, { ...frame, scope, variables, results: { value: undefined } });
    unify(result, value.ty);
    const here = prune(result);
    if (here.k === 'nominal' || here.k === 'tuple') value = typed(result, value);
  } else invokeClosures(evaluator, call, args, frame);
  return value;
}

function nameOf(parameter: {
  readonly type: string;
  child(name: string): { readonly text: string } | undefined;
}): string {
  return parameter.type === 'self_parameter' ? 'self' : (parameter.child('pattern')?.text.replace(/^mut\s+/, '') ?? '');
}

/** An object that a request returns is live and is in the place of the Api; other results (`ListParams`) stay as they were. */
function resultOf(args: readonly Value[], result: Ty): Value {
  const [self] = args;
  const api = args.find((arg) => isNamed(prune(arg.ty), 'Api'));
  if (api !== undefined) return { ty: result, origin: api.origin, live: true, fields: fieldsFor(api) };
  const own = self && prune(self.ty);
  const same = own?.k === 'nominal' && isNamed(prune(result), own.def.name);
  return same && self !== undefined ? typed(result, self) : { ty: result };
}

/** `get` and similar methods: the one object with a name. */
function soughtBy({ fn, args: [api, name] }: Call): Pick<Value, 'sought'> {
  const isRead = attributesOf(fn).some(
    ({ name: attribute, words, settings }) =>
      attribute === 'rbac' && words[0] === 'get' && settings.has('name') && !settings.has('sub'),
  );
  return isRead && api !== undefined && name !== undefined ? { sought: { api, name } } : {};
}

function fieldsFor(api: Value): Value['fields'] {
  const resource = api.fields?.get('resource');
  return resource === undefined ? undefined : new Map([['resource', resource]]);
}

export interface ModelCall {
  readonly call: Call;
  readonly args: readonly Value[];
  readonly given: ReadonlyMap<string, Value>;
  readonly result: Ty;
  readonly frame: Frame;
  readonly value: Value;
}

function apply(evaluator: Evaluator, attribute: ModelAttribute, context: ModelCall): Value | undefined {
  switch (attribute.name) {
    case 'owners_changed':
      noteChangedOwners(evaluator, context.args[0] ?? unknown(), context.call.fn.syntax, context.frame);
      return undefined;
    case 'stored':
      return storeAndWriter(evaluator, context);
    case 'fills':
      fillStore(evaluator, context.given.get(attribute.words[0] ?? ''), context.args[1]);
      return undefined;
    case 'other_cluster':
      return ofOther(context.value);
    case 'cluster':
      return clusterOf(attribute.words[0] ?? '', context);
    case 'rbac':
      modelRequest(evaluator, attribute, context);
      return undefined;
    case 'at':
      return isOfOther(context.given.get('client'))
        ? ofOther(bound(evaluator, attribute, context))
        : bound(evaluator, attribute, context);
    case 'default_namespace':
      return namespaceOf(evaluator, attribute.words[0] ?? '', context);
    case 'by_scope':
      // The namespace counts only for a namespaced kind, which is known later.
      return { ty: context.result, origin: context.args[0]?.origin ?? ANYWHERE };
    case 'origin':
      return originOf(evaluator, attribute.words[0] ?? '', context);
    case 'object': {
      // The objects behind a store, a controller or a stream are in the place of its Api.
      const [self] = context.args;
      return {
        ty: context.result,
        origin: placeOfObjects(self),
        live: true,
        fields: self?.fields?.get('resource') === undefined ? undefined : fieldsFor(self),
      };
    }
    case 'metadata':
    case 'reference':
    case 'intrinsic':
      return intrinsic(evaluator, attribute.name === 'intrinsic' ? context.call.fn.name : attribute.name, context);
    case 'through':
      return typed(context.result, context.given.get(attribute.words[0] ?? '') ?? { ty: context.result });
    case 'selector':
      return {
        ty: context.result,
        fields: new Map([...(context.args[0]?.fields ?? []), ['selector', context.args[1] ?? unknown()]]),
      };
    case 'streaming':
      return {
        ty: context.result,
        fields: new Map([...(context.args[0]?.fields ?? []), ['streaming', { ty: fresh() }]]),
      };
    case 'forced':
      return { ty: context.result, fields: new Map([...(context.args[0]?.fields ?? []), ['forced', { ty: fresh() }]]) };
    case 'entry':
      return entryOf(evaluator, attribute.words[0], context);
    case 'builder':
    case 'raw':
    case 'url':
      return rawRequest(evaluator, attribute, context);
    default:
      return undefined;
  }
}

/** The namespaces of a new Api. */
function bound(evaluator: Evaluator, attribute: ModelAttribute, { given, result }: ModelCall): Value {
  const moved = given.get('self')?.fields;
  if (isClusterWide(moved?.get('scope'))) return { ty: result, origin: ANYWHERE, fields: moved };
  const fields = new Map(moved);
  for (const [name, parameter] of BOUND) {
    const value = given.get(parameter);
    if (value !== undefined && attribute.settings.get('namespace') !== parameter) fields.set(name, value);
  }
  const client = given.get('client') ?? given.get('self');
  const held = client?.fields?.get('default_namespace');
  if (held !== undefined) fields.set('default_namespace', held);
  const place = attribute.settings.get('namespace');
  const namespace = place === undefined ? undefined : given.get(place);
  const origin = attribute.words.includes('same')
    ? given.get('self')?.origin
    : attribute.words.includes('own')
      ? placeOfClient(evaluator, client)
      : attribute.words.includes('all')
        ? ANYWHERE
        : isNamed(prune(namespace?.ty ?? STRING), 'Cluster')
          ? ANYWHERE
          : constantOf(namespace) === ''
            ? ANYWHERE
            : (namespace?.origin ?? ANYWHERE);
  return { ty: result, origin, ...(fields.size === 0 ? {} : { fields }) };
}

/** The parts that an Api keeps of its arguments, by the parameter. */
const BOUND: readonly (readonly [string, string])[] = [
  ['resource', 'dyntype'],
  ['scope', 'scope'],
];

/** `Api::dynamic` with a scope that may be the cluster ignores a namespace. */
function isClusterWide(scope: Value | undefined): boolean {
  return scope !== undefined && scope.variant !== 'Namespaced';
}

function originOf(evaluator: Evaluator, word: string, { args, result }: ModelCall): Value {
  const [self] = args;
  if (word === 'own') return typed(result, defaultNamespace(evaluator, self));
  if (word === 'argument') return { ty: result, origin: args[0]?.origin };
  if (word === 'place') return { ty: result, origin: self?.origin };
  const metadata = self?.fields?.get('metadata')?.fields;
  if (word === 'namespace')
    return typed(
      result,
      metadata?.get('namespace') ?? {
        ty: result,
        origin: self?.live === true ? namespaceOfObject(self.origin) : undefined,
      },
    );
  const name = metadata?.get('name');
  if (name !== undefined) return typed(result, name);
  return { ty: result, ...(self?.live === true ? { nameOf: self.ty, nameIn: self.origin } : {}) };
}
