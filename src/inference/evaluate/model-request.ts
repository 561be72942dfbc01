// The requests of a call by its model: `#[rbac(patch, name = name)]`.

import { constantsOf, unknown, type Value } from './value.ts';
import { kindOf } from './resource-kind.ts';
import { atLeast } from '../../kubernetes/versions.ts';
import { fresh, isNamed, prune, type Ty } from '../types/ty.ts';
import { namesOwners, noteOwnersOf } from './owners.ts';
import { ANYWHERE, type Origin, originKey } from './origin.ts';
import { isOfOther } from './other-cluster.ts';
import { choices } from './constant-list.ts';
import type { OneName, Request } from './request.ts';
import type { Call } from './signature.ts';
import type { Evaluator } from './evaluator.ts';
import { BLOCKED_OWNER } from '../enforcement.ts';
import type { Frame } from './frame.ts';
import type { ModelAttribute } from './model-attributes.ts';
import { wasFound } from './found.ts';
import type { ModelCall } from './model-call.ts';

type Given = ModelCall['given'];

/** Records the requests of one attribute, with the names and the condition of its settings. */
export function modelRequest(
  evaluator: Evaluator,
  attribute: ModelAttribute,
  { call, args, given, frame }: ModelCall,
): void {
  const verb = attribute.words[0] ?? '';
  const { settings } = attribute;
  if (!isMade(evaluator, attribute, given)) return;
  const api =
    args.find((arg) => isNamed(prune(arg.ty), 'Api', 'Entry', 'OccupiedEntry', 'VacantEntry')) ??
    (settings.has('on') ? undefined : args[0]);
  const on = unquoted(settings.get('on'));
  const at = settings.get('at');
  const place = at === undefined ? undefined : (given.get(at) ?? args[0]);
  const applied = settings.get('apply');
  const condition =
    (attribute.words.includes('blocks_owner') ? BLOCKED_OWNER : unquoted(settings.get('when'))) ??
    (applied === undefined ? undefined : applyCondition(evaluator, given.get(applied), api, given, frame, call));
  if (condition === NEVER_APPLIED) return;
  const subresources = subresourcesOf(attribute, given);
  if (subresources === undefined && frame.site !== undefined) {
    evaluator.unresolved.push({
      place: frame.site,
      why: `The subresource that \`.${call.fn.name}()\` is called for is not constant.`,
    });
    return;
  }
  const selected = /^selector\((\w+)\)$/.exec(settings.get('name') ?? '')?.[1];
  const named =
    selected === undefined ? nameOf(given.get(settings.get('name') ?? '')) : selectedName(given.get(selected));
  if (frame.site === undefined || subresources === undefined) return;
  const targets = on === undefined ? eachKind(api ?? unknown()) : [undefined];
  for (const [target, subresource] of targets.flatMap((each) => subresources.map((name) => [each, name] as const))) {
    evaluator.requests.push({
      verb,
      subresource,
      on: target === undefined ? { resource: on ?? '' } : { api: target },
      origin: on === undefined ? api?.origin : at === undefined ? ANYWHERE : place?.origin,
      ...named,
      condition: condition ?? frame.condition,
      isOfOther: isOfOther(api ?? args[0]),
      place: frame.site,
      trail: frame.trail,
    });
  }
  if (verb === 'delete' && !settings.has('sub')) frame.variables.forgetFound();
  const sent = given.get(verb === 'update' ? 'data' : 'patch');
  const isThere =
    verb === 'update' ||
    (verb === 'patch' && (sent?.patch?.apply !== true || isReadBefore(evaluator, api, given, frame, call)));
  const kind = prune(api?.ty ?? fresh());
  if (isThere && !settings.has('sub') && namesOwners(sent) && api !== undefined && kind.k === 'nominal')
    noteOwnersOf(evaluator, kind.args[0] ?? kind, api, call.fn.syntax, frame);
}

/** Whether these versions of kube and Kubernetes, with these arguments, make the request at all. */
function isMade({ settings: { kube, kubernetes } }: Evaluator, { settings }: ModelAttribute, given: Given): boolean {
  const [since, from] = [unquoted(settings.get('since')), unquoted(settings.get('kubernetes'))];
  if (since !== undefined && !atLeast(kube, since)) return false;
  if (from !== undefined && !atLeast(kubernetes, from)) return false;
  const [, form, name = ''] = /^(streaming|none)\((\w+)\)$/.exec(settings.get('unless') ?? '') ?? [];
  const value = given.get(name);
  return form === 'none' ? value?.empty !== true : form !== 'streaming' || value?.fields?.has('streaming') !== true;
}

/** The possible subresources of the call; `[undefined]` if it has none, undefined if they are not constant. */
function subresourcesOf({ settings }: ModelAttribute, given: Given): readonly (string | undefined)[] | undefined {
  const sub = settings.get('sub');
  if (sub === undefined) return [undefined];
  const written = unquoted(sub);
  return written === undefined ? constantsOf(given.get(sub)) : [written];
}

/** An Api whose kind is one of a closed set stands for an Api of each. */
function eachKind(api: Value): readonly Value[] {
  const kinds = api.fields?.get('resource')?.alternatives;
  if (kinds === undefined) return [api];
  return kinds.map((resource) => ({ ...api, fields: new Map([...(api.fields ?? []), ['resource', resource]]) }));
}

const NEVER_APPLIED = '';

/** Server-side apply also needs `create`, unless the object is known to exist. */
function applyCondition(
  evaluator: Evaluator,
  patch: Value | undefined,
  api: Value | undefined,
  given: ReadonlyMap<string, Value>,
  frame: Frame,
  call: Call,
): string | undefined {
  const applied = isApply(patch, given.get('pp'));
  if (applied === 'never') return NEVER_APPLIED;
  if (isReadBefore(evaluator, api, given, frame, call))
    return 'Only when the object was deleted in the meantime: it was read from the API server before it is applied.';
  if (applied === 'perhaps') {
    if (frame.site !== undefined && evaluator.settings.before.fields.size > 0)
      evaluator.unresolved.push({
        place: frame.site,
        why: `Whether \`.${call.fn.name}()\` is given a Patch::Apply is not known.`,
      });
    return PERHAPS_APPLIED;
  }
  return undefined;
}

/** The condition of a permission that only an apply needs. */
export const PERHAPS_APPLIED = 'Only when the patch is a server-side apply, which is not known here.';

/**
 * Whether a patch is a server-side apply.
 *
 * @param patch the patch, or before kube 0.48 its parameters
 * @param params the parameters of the patch
 */
export function isApply(patch: Value | undefined, params: Value | undefined): 'always' | 'perhaps' | 'never' {
  const variants = patch?.patch ?? strategyIn(patch);
  if (variants !== undefined) return variants.apply ? 'always' : 'never';
  // kube refuses `force` for every other patch (kube-core/src/params.rs, validate), so an unknown patch with it is an
  // apply.
  return params?.fields?.has('forced') === true ? 'always' : 'perhaps';
}

/** Before 0.48 the parameters of a patch name its strategy. */
function strategyIn(params: Value | undefined): Value['patch'] {
  const variant = params?.fields?.get('patch_strategy')?.variant;
  return variant === undefined ? undefined : { apply: variant === 'Apply', other: variant !== 'Apply', owners: false };
}

/** Whether the object of a request was read from the API server before. */
function isReadBefore(
  evaluator: Evaluator,
  api: Value | undefined,
  given: ReadonlyMap<string, Value>,
  frame: Frame,
  call: Call,
): boolean {
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
    isSamePlace(evaluator, name?.nameIn, api, own)
  );
}

/** Whether the object is where the Api looks: a copy into another namespace is another object. */
function isSamePlace(evaluator: Evaluator, place: Origin | undefined, api: Value | undefined, kind: Ty): boolean {
  if (place === undefined) return true;
  if (place.anywhere !== true) return originKey(place) === originKey(api?.origin);
  const isOfObject = api?.origin?.ofObject === true || kindOf(kind, evaluator.program)?.namespaced !== true;
  return api?.origin?.anywhere === true && isOfObject;
}

/** `DeserializeGuard<K>` and `PartialObjectMeta<K>` are objects of the kind K. */
function withoutGuard(given: Ty): Ty {
  const ty = prune(given);
  return isNamed(ty, 'DeserializeGuard', 'PartialObjectMeta') && ty.args[0] !== undefined
    ? withoutGuard(ty.args[0])
    : ty;
}

function selectedName(params: Value | undefined): Pick<Request, 'names' | 'oneName'> {
  const selector = params?.fields?.get('selector');
  const found = formsOf(selector).map((source) => /(?:^|,)metadata\.name==?([^,]+)/.exec(source)?.[1]);
  const forms = found.filter((form) => form !== undefined);
  if (forms.length === 0 || forms.length < found.length) return { names: undefined };
  return forms.some((form) => form.includes('{}'))
    ? { names: undefined, oneName: oneNameOf(selector, forms) }
    : { names: forms };
}

/** The name of one object, if the call takes one. */
export function nameOf(name: Value | undefined): Pick<Request, 'names' | 'oneName'> {
  const names = constantsOf(name);
  return names !== undefined || name === undefined ? { names } : { names, oneName: oneNameOf(name, formsOf(name)) };
}

/** The possible texts of a value, with `{}` for each unknown part. */
function formsOf(value: Value | undefined): readonly string[] {
  return choices(value) ?? choices(value?.fields?.get('pattern')) ?? ['{}'];
}

/** A name of these forms, of which the installation may set the rest. */
export function oneNameOf(value: Value | undefined, forms: readonly string[]): OneName {
  return { forms, isGiven: value?.origin?.configured === true && value.origin.anywhere !== true };
}

function unquoted(source: string | undefined): string | undefined {
  return source === undefined ? undefined : /^"([\s\S]*)"$/.exec(source)?.[1];
}
