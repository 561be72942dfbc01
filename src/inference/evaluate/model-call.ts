// A call of a function that a model describes: its attributes say what it asks, its body (if any) is evaluated like any other.

import type { TypeScope } from '../types/lower.ts';
import { fresh, isNamed, prune, type Ty, unify } from '../types/ty.ts';
import { BLOCKED_OWNER } from '../enforcement.ts';
import { atLeast } from '../../kubernetes/versions.ts';
import { evaluateBlock } from './block.ts';
import type { Evaluator } from './evaluator.ts';
import { wasFound } from './found.ts';
import { type Call, meetParameters } from './signature.ts';
import { type Frame, Variables } from './frame.ts';
import { intrinsic } from './intrinsics.ts';
import { attributesOf, type ModelAttribute } from './model-attributes.ts';
import { ANYWHERE, originKey, OWN } from './origin.ts';
import { namesOwners, noteChangedOwners, noteOwnersOf } from './owners.ts';
import { rawRequest } from './raw-request.ts';
import { constantOf, constantsOf, STRING, typed, unknown, type Value } from './value.ts';

export function evaluateModel(evaluator: Evaluator, call: Call, scope: TypeScope, result: Ty, frame: Frame): Value {
  const args = meetParameters(call, scope);
  const named = new Map(
    call.fn.parameters.map((parameter, at): [string, Value] => [nameOf(parameter), args[at] ?? unknown()]),
  );
  // Old versions of a function have other parameters: what is not there is not known.
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

/** An object that a request gives is live and lies where the Api looks; other results (`ListParams`) go on as they were. */
function resultOf(args: readonly Value[], result: Ty): Value {
  const [self] = args;
  const api = args.find((arg) => isNamed(prune(arg.ty), 'Api'));
  if (api !== undefined) return { ty: result, origin: api.origin, live: true, fields: fieldsFor(api) };
  const same =
    self !== undefined && isNamed(prune(result), (prune(self.ty) as { def?: { name: string } }).def?.name ?? '!');
  return same ? typed(result, self) : { ty: result };
}

/** `get` and its like: the one object that a name asks for. */
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

function invokeClosures(evaluator: Evaluator, call: Call, args: readonly Value[], frame: Frame): void {
  const { calls: _, ...receiver } = args[0] ?? unknown();
  for (const arg of args)
    if (arg.calls !== undefined) evaluator.invoke(arg, [{ ...receiver, ty: fresh() }], call.fn.syntax, frame);
}

interface ModelCall {
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
    case 'rbac':
      request(evaluator, attribute, context);
      return undefined;
    case 'at':
      return bound(attribute, context);
    case 'by_scope':
      // The namespace counts for a namespaced kind only, which the kind itself says later on.
      return { ty: context.result, origin: context.args[0]?.origin ?? ANYWHERE };
    case 'origin':
      return originOf(attribute.words[0] ?? '', context);
    case 'object': {
      // The objects behind a store, a controller or a stream live where the Api behind it looks.
      const [self] = context.args;
      return {
        ty: context.result,
        origin: self?.origin,
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
      return entry(evaluator, attribute.words[0], context);
    case 'builder':
    case 'raw':
    case 'url':
      return rawRequest(evaluator, attribute, context);
    default:
      return undefined;
  }
}

/** Which namespaces a new Api looks into. */
function bound(attribute: ModelAttribute, { given, result }: ModelCall): Value {
  const resource = given.get('dyntype');
  const fields = resource === undefined ? undefined : new Map([['resource', resource]]);
  const place = attribute.settings.get('namespace');
  const namespace = place === undefined ? undefined : given.get(place);
  const origin = attribute.words.includes('own')
    ? OWN
    : attribute.words.includes('all')
      ? ANYWHERE
      : isNamed(prune(namespace?.ty ?? STRING), 'Cluster')
        ? ANYWHERE
        : (namespace?.origin ?? ANYWHERE);
  return { ty: result, origin, fields };
}

function originOf(word: string, { args, result }: ModelCall): Value {
  const [self] = args;
  if (word === 'own') return { ty: result, origin: OWN };
  if (word === 'argument') return { ty: result, origin: args[0]?.origin };
  if (word === 'place') return { ty: result, origin: self?.origin };
  const metadata = self?.fields?.get('metadata')?.fields;
  if (word === 'namespace')
    return typed(
      result,
      metadata?.get('namespace') ?? { ty: result, origin: self?.live === true ? (self.origin ?? ANYWHERE) : undefined },
    );
  const name = metadata?.get('name');
  if (name !== undefined) return typed(result, name);
  return { ty: result, ...(self?.live === true ? { nameOf: self.ty, nameIn: self.origin } : {}) };
}

function request(evaluator: Evaluator, attribute: ModelAttribute, { call, args, given, frame }: ModelCall): void {
  const verb = attribute.words[0] ?? '';
  const { settings } = attribute;
  const since = unquoted(settings.get('since'));
  if (since !== undefined && !atLeast(evaluator.settings.kube, since)) return;
  const kubernetes = unquoted(settings.get('kubernetes'));
  if (kubernetes !== undefined && !atLeast(evaluator.settings.kubernetes, kubernetes)) return;
  const unless = /^streaming\((\w+)\)$/.exec(settings.get('unless') ?? '')?.[1];
  if (unless !== undefined && given.get(unless)?.fields?.has('streaming') === true) return;
  const api =
    args.find((arg) => isNamed(prune(arg.ty), 'Api', 'Entry', 'OccupiedEntry', 'VacantEntry')) ??
    (settings.has('on') ? undefined : args[0]);
  const on = unquoted(settings.get('on'));
  const at = settings.get('at');
  const place = at === undefined ? undefined : (given.get(at) ?? args[0]);
  const applied = settings.get('apply');
  const absent = /^none\((\w+)\)$/.exec(settings.get('unless') ?? '')?.[1];
  if (absent !== undefined && given.get(absent)?.empty === true) return;
  const condition =
    (attribute.words.includes('blocks_owner') ? BLOCKED_OWNER : unquoted(settings.get('when'))) ??
    (applied === undefined ? undefined : applyCondition(evaluator, given.get(applied), api, given, frame, call));
  if (condition === NEVER_APPLIED) return;
  const sub = settings.get('sub');
  const subresource = sub === undefined ? undefined : (unquoted(sub) ?? constantOf(given.get(sub)));
  if (sub !== undefined && subresource === undefined && frame.site !== undefined) {
    evaluator.unresolved.push({
      place: frame.site,
      why: `The subresource that \`.${call.fn.name}()\` is called for is not constant.`,
    });
    return;
  }
  const selected = /^selector\((\w+)\)$/.exec(settings.get('name') ?? '')?.[1];
  const names =
    selected === undefined ? constantsOf(given.get(settings.get('name') ?? '')) : selectedName(given.get(selected));
  if (frame.site === undefined) return;
  for (const target of on === undefined ? eachKind(api ?? unknown()) : [undefined]) {
    evaluator.requests.push({
      verb,
      subresource,
      on: target === undefined ? { resource: on ?? '' } : { api: target },
      origin: on === undefined ? api?.origin : at === undefined ? ANYWHERE : place?.origin,
      names,
      condition: condition ?? frame.condition,
      place: frame.site,
      trail: frame.trail,
    });
  }
  const sent = given.get(verb === 'update' ? 'data' : 'patch');
  const isThere =
    verb === 'update' || (verb === 'patch' && (sent?.patch?.apply !== true || isReadBefore(api, given, frame, call)));
  const kind = prune(api?.ty ?? fresh());
  if (isThere && subresource === undefined && namesOwners(sent) && api !== undefined && kind.k === 'nominal')
    noteOwnersOf(evaluator, kind.args[0] ?? kind, api, call.fn.syntax, frame);
}

/** An Api whose kind is one of a closed set stands for an Api of each. */
function eachKind(api: Value): readonly Value[] {
  const kinds = api.fields?.get('resource')?.alternatives;
  if (kinds === undefined) return [api];
  return kinds.map((resource) => ({ ...api, fields: new Map([...(api.fields ?? []), ['resource', resource]]) }));
}

const NEVER_APPLIED = '';

/** Server-side apply also needs `create`, unless the object is known to be there. */
function applyCondition(
  evaluator: Evaluator,
  patch: Value | undefined,
  api: Value | undefined,
  given: ReadonlyMap<string, Value>,
  frame: Frame,
  call: Call,
): string | undefined {
  // kube refuses `force` for every other patch (kube-core/src/params.rs, validate), so a patch that is not known is an apply.
  const forced = given.get('pp')?.fields?.has('forced') === true;
  if (patch?.patch !== undefined && !patch.patch.apply) return NEVER_APPLIED;
  if (isReadBefore(api, given, frame, call))
    return 'Only when the object was deleted in the meantime: it was read from the API server before it is applied.';
  if (patch?.patch === undefined && !forced) {
    if (frame.site !== undefined && evaluator.settings.before.fields.size > 0)
      evaluator.unresolved.push({
        place: frame.site,
        why: `Whether \`.${call.fn.name}()\` is given a Patch::Apply is not known.`,
      });
    return 'Only when the patch is a Patch::Apply, which is not known here.';
  }
  return undefined;
}

/** Whether the object that a request names was read from the API server before. */
function isReadBefore(api: Value | undefined, given: ReadonlyMap<string, Value>, frame: Frame, call: Call): boolean {
  const name = given.get('name');
  const kind = prune(api?.ty ?? fresh());
  const object = name?.nameOf === undefined ? undefined : withoutGuard(name.nameOf);
  const own = kind.k === 'nominal' ? withoutGuard(kind.args[0] ?? fresh()) : kind;
  if (api !== undefined && call.args[1] !== undefined && wasFound(call.args[0] ?? api, call.args[1], frame))
    return true;
  return (
    object?.k === 'nominal' &&
    own.k === 'nominal' &&
    object.def === own.def &&
    // A copy into another namespace is an object of its own.
    (name?.nameIn === undefined || originKey(name.nameIn) === originKey(api?.origin))
  );
}

/** `DeserializeGuard<K>` and `PartialObjectMeta<K>` are objects of the kind K. */
function withoutGuard(given: Ty): Ty {
  const ty = prune(given);
  return isNamed(ty, 'DeserializeGuard', 'PartialObjectMeta') && ty.args[0] !== undefined
    ? withoutGuard(ty.args[0])
    : ty;
}

function selectedName(params: Value | undefined): readonly string[] | undefined {
  const selector = params?.fields?.get('selector');
  const source = constantOf(selector);
  const found = source === undefined ? undefined : /(?:^|,)metadata\.name==?([^,]+)/.exec(source)?.[1];
  return found === undefined ? undefined : [found];
}

/** `Api::entry`: what `commit` sends depends on what was done with the entry. */
function entry(evaluator: Evaluator, word: string | undefined, { args, result, frame, call, value }: ModelCall): Value {
  const [self] = args;
  if (word === undefined) return { ...value, fields: new Map([...(value.fields ?? [])]) };
  const marks = new Map(self?.fields ?? []);
  if (word === 'insert' || word === 'modify') {
    invokeClosures(evaluator, call, args, frame);
    marks.set(word, { ty: fresh() });
    if (self?.fields !== undefined && word === 'modify') self.fields.set('modify', { ty: fresh() });
    return { ty: result, origin: self?.origin, live: true, fields: marks };
  }
  const verbs = [...(marks.has('insert') ? ['create'] : []), ...(marks.has('modify') ? ['update'] : [])];
  for (const verb of verbs.length === 0 ? ['create', 'update'] : verbs) {
    if (frame.site !== undefined)
      evaluator.requests.push({
        verb,
        subresource: undefined,
        on: { api: self ?? unknown() },
        origin: self?.origin,
        names: undefined,
        condition: frame.condition,
        place: frame.site,
        trail: frame.trail,
      });
  }
  return { ty: result };
}

function unquoted(source: string | undefined): string | undefined {
  return source === undefined ? undefined : /^"([\s\S]*)"$/.exec(source)?.[1];
}

export type { ModelCall };
