// Values that kube computes from a type: names of kinds, ApiResources, CRDs, references to objects.

import { externalType } from '../names/definitions.ts';
import { guessedPlural } from '../../kubernetes/plural.ts';
import { kindOfGroupKind, kindOfResource } from '../../kubernetes/kinds-table.ts';
import { prune, type Ty } from '../types/ty.ts';
import { atLeast } from '../../kubernetes/versions.ts';
import type { Evaluator } from './evaluator.ts';
import type { ModelCall } from './model-call.ts';
import { ANYWHERE } from './origin.ts';
import { kindNamed, kindOf } from './resource-kind.ts';
import { constantOf, constantsOf, text, typed, unknown, type Value } from './value.ts';
import { table } from '../../table.ts';

type Rule = (context: ModelCall, evaluator: Evaluator) => Value;

const ofKind =
  (part: 'kind' | 'group' | 'version' | 'plural'): Rule =>
  (context, evaluator) => {
    const record = kindOf(subject(context), evaluator.program);
    return record === undefined ? { ty: context.result } : typed(context.result, text(record[part]));
  };

const RULES = table<Rule>({
  kind: ofKind('kind'),
  group: ofKind('group'),
  version: ofKind('version'),
  plural: ofKind('plural'),
  api_version: (context, evaluator) => {
    const record = kindOf(subject(context), evaluator.program);
    return record === undefined
      ? { ty: context.result }
      : typed(context.result, text(record.group === '' ? record.version : `${record.group}/${record.version}`));
  },
  owner_ref: ownerReference,
  controller_owner_ref: ownerReference,
  url_path: (context, evaluator) => {
    const record = kindOf(subject(context), evaluator.program);
    if (record === undefined) return { ty: context.result };
    const base = record.group === '' ? `/api/${record.version}` : `/apis/${record.group}/${record.version}`;
    const namespace = context.args[1];
    return {
      ty: context.result,
      origin: namespace?.origin,
      fields: new Map([
        [
          'pattern',
          text(`${base}/${record.namespaced && namespace?.empty !== true ? 'namespaces/{}/' : ''}${record.plural}`),
        ],
        ...(namespace === undefined ? [] : ([['place', namespace]] as const)),
      ]),
    };
  },
  crd_name: (context, evaluator) => named(context, crdName(context, evaluator)),
  crd: (context, evaluator) => {
    const name = crdName(context, evaluator);
    const fields =
      name === undefined ? undefined : new Map([['metadata', { ty: META, fields: new Map([['name', text(name)]]) }]]);
    return { ty: context.result, fields };
  },
  api_resource: resourceOfType,
  erase: resourceOfType,
  gvk: ({ args, result }) => ({
    ty: result,
    fields: new Map([
      ['group', args[0] ?? unknown()],
      ['version', args[1] ?? unknown()],
      ['kind', args[2] ?? unknown()],
    ]),
  }),
  try_from: ({ args, result }) => ({
    ty: result,
    fields: new Map([
      ...versionOf(args[0]?.fields?.get('api_version')),
      ['kind', args[0]?.fields?.get('kind') ?? unknown()],
    ]),
  }),
  from_str: ({ args, result }) => ({ ty: result, fields: new Map(versionOf(args[0])) }),
  from_gvk: ({ args, result }) => ({
    ty: result,
    fields: args[0]?.fields,
    alternatives: (args[0]?.alternatives ?? kindsIn(args[0]))?.map((each) => typed(result, each)),
  }),
  from_gvk_with_plural: ({ args, result }) => ({
    ty: result,
    fields: new Map([...(args[0]?.fields ?? []), ['plural', args[1] ?? unknown()]]),
  }),
  pinned_kind: discovered,
  resolve_gvk: discovered,
  recommended_kind: (context, evaluator) => {
    const [group, kind = unknown()] = context.args;
    const fields = new Map([
      ['group', group?.fields?.get('group') ?? unknown()],
      ['kind', kind],
    ]);
    return discovered({ ...context, args: [unknown(), { ...unknown(), fields }] }, evaluator);
  },
  new: ({ args, result }) => ({
    ty: result,
    fields: new Map([['metadata', { ty: META, fields: new Map([['name', args[0] ?? unknown()]]) }]]),
  }),
  metadata: ({ args, result }) =>
    args[0]?.fields?.get('metadata') ?? {
      ty: result,
      origin: args[0]?.live === true ? (args[0].origin ?? ANYWHERE) : undefined,
      live: args[0]?.live,
      nameOf: args[0]?.ty,
    },
  reference: (context, evaluator) => {
    const [self] = context.args;
    const record = self === undefined ? undefined : kindOf(prune(self.ty), evaluator.program);
    // Events of an object without a namespace go to `default` (kube-runtime/src/events.rs; `kube-system` before 0.98).
    if (record !== undefined && !record.namespaced)
      return {
        ty: context.result,
        origin: { names: [atLeast(evaluator.settings.kube, '0.98') ? 'default' : 'kube-system'] },
      };
    return { ty: context.result, origin: self?.origin ?? ANYWHERE, live: self?.live };
  },
});

/** `gvk(group, version, kind)` for several kinds of one group. */
function kindsIn(gvk: Value | undefined): readonly Value[] | undefined {
  const kinds = constantsOf(gvk?.fields?.get('kind')) ?? [];
  if (gvk === undefined || kinds.length < 2 || constantOf(gvk.fields?.get('group')) === undefined) return undefined;
  return kinds.map((kind) => ({ ...gvk, fields: new Map([...(gvk.fields ?? []), ['kind', text(kind)]]) }));
}

/** kube's own references name the owner, and do not set whether they block its deletion. */
function ownerReference(context: ModelCall, evaluator: Evaluator): Value {
  const record = kindOf(subject(context), evaluator.program);
  if (record === undefined) return { ty: context.result };
  const apiVersion = record.group === '' ? record.version : `${record.group}/${record.version}`;
  return {
    ty: context.result,
    fields: new Map([
      ['kind', text(record.kind)],
      ['api_version', text(apiVersion)],
    ]),
  };
}

/** `(ApiResource, ApiCapabilities)` of the requested kind. The API server decides its plural, so a guess is reported. */
function discovered({ args, result, frame }: ModelCall, { program, unresolved }: Evaluator): Value {
  const both = prune(result);
  const ty = both.k === 'nominal' ? (both.args[0] ?? result) : result;
  const fields = new Map(args[1]?.fields);
  const [group, kind] = [constantOf(fields.get('group')), constantOf(fields.get('kind'))];
  if (group !== undefined && kind !== undefined) {
    const known = kindOfGroupKind(group, kind) ?? kindNamed(group, kind, program);
    if (known !== undefined) fields.set('plural', text(known.plural)).set('namespaced', text(String(known.namespaced)));
    else if (frame.site !== undefined)
      unresolved.push({
        place: frame.site,
        why: `The API server says here what the plural of ${kind} in ${group} is; \`${guessedPlural(kind)}\` is a guess.`,
      });
  }
  return { ty: result, fields: new Map([['0', { ty, fields }]]) };
}

const META: Ty = {
  k: 'nominal',
  def: externalType(['k8s_openapi', 'apimachinery', 'pkg', 'apis', 'meta', 'v1', 'ObjectMeta']),
  args: [],
};

/** `apps/v1`, or `v1` of the core group. */
function versionOf(apiVersion: Value | undefined): readonly (readonly [string, Value])[] {
  const parts = constantOf(apiVersion)?.split('/') ?? [];
  const [group, version] = parts.length === 1 ? ['', parts[0]] : parts;
  return group === undefined || version === undefined
    ? []
    : [
        ['group', text(group)],
        ['version', text(version)],
      ];
}

export function intrinsic(evaluator: Evaluator, name: string, context: ModelCall): Value {
  return RULES[name]?.(context, evaluator) ?? { ty: context.result };
}

function subject({ call, args }: ModelCall): Ty {
  const self = call.self === undefined ? undefined : prune(call.self);
  return self ?? prune(args[0]?.ty ?? unknown().ty);
}

function named(context: ModelCall, name: string | undefined): Value {
  return name === undefined ? { ty: context.result } : typed(context.result, text(name));
}

function crdName(context: ModelCall, evaluator: Evaluator): string | undefined {
  const record = kindOf(subject(context), evaluator.program);
  return record === undefined ? undefined : `${record.plural}.${record.group}`;
}

function resourceOfType(context: ModelCall, evaluator: Evaluator): Value {
  const erased = context.call.generics?.[0];
  const record = kindOf(erased === undefined ? subject(context) : prune(erased), evaluator.program);
  if (record === undefined) return { ty: context.result };
  return {
    ty: context.result,
    fields: new Map([
      ['group', text(record.group)],
      ['version', text(record.version)],
      ['kind', text(record.kind)],
      ['plural', text(record.plural)],
      ['namespaced', text(String(record.namespaced))],
    ]),
  };
}

/** The group, plural and scope of an ApiResource, or of a RawApi of kube before 0.28, if they are constant. */
export function constantResource(
  value: Value | undefined,
): { readonly group: string; readonly plural: string; readonly namespaced: boolean } | undefined {
  const group = constantOf(value?.fields?.get('group'));
  const kind = constantOf(value?.fields?.get('kind'));
  const plural =
    constantOf(value?.fields?.get('plural')) ??
    constantOf(value?.fields?.get('resource')) ??
    (kind === undefined ? undefined : (kindOfGroupKind(group ?? '', kind)?.plural ?? guessedPlural(kind)));
  if (group === undefined || plural === undefined) return undefined;
  const known = kind === undefined ? kindOfResource(group, plural) : kindOfGroupKind(group, kind);
  return { group, plural, namespaced: known?.namespaced ?? constantOf(value?.fields?.get('namespaced')) !== 'false' };
}
