// The default namespace of a client: that of the program, unless the program sets another one.

import type { Syntax } from '../../formats/rust/syntax.ts';
import type { TypeDef } from '../names/definitions.ts';
import { prune } from '../types/ty.ts';
import type { Evaluator } from './evaluator.ts';
import type { Frame } from './frame.ts';
import { join } from './join.ts';
import type { ModelCall } from './model-call.ts';
import { ANYWHERE, type Origin, OWN } from './origin.ts';
import { STRING, type Value } from './value.ts';

/** The field of kube's settings with the default namespace; up to 0.33 it had another name. */
const NAMES: ReadonlySet<string> = new Set(['default_namespace', 'default_ns']);
const FIELD = 'default_namespace';

/** Whether this is kube's own type `Config`, and the field is its default namespace. */
export function isDefaultNamespace({ name, module }: TypeDef, field: string): boolean {
  return NAMES.has(field) && name === 'Config' && module?.crate.isModel === true;
}

/** The default namespace in settings, or of a client; of one that is not followed, any that the program sets. */
export function defaultNamespace(evaluator: Evaluator, value: Value | undefined): Value {
  const known = value?.fields?.get(FIELD) ?? value?.fields?.get('default_ns');
  if (known !== undefined) return known;
  const own: Value = { ty: STRING, origin: OWN };
  const type = value === undefined ? undefined : prune(value.ty);
  if (type?.k !== 'nominal') return own;
  const { settings, seen } = evaluator;
  const all = (settings.before.fields.get(type.def) ?? seen.places.fields.get(type.def))?.get(FIELD);
  return all === undefined ? own : join(own, { ty: STRING, origin: all.origin ?? ANYWHERE });
}

/** The namespace of an Api that is made with a client. */
export function placeOfClient(evaluator: Evaluator, client: Value | undefined): Origin {
  return defaultNamespace(evaluator, client).origin ?? ANYWHERE;
}

/** `#[default_namespace(config)]`: the client, or what makes one, has the default namespace of these settings. */
export function namespaceOf(evaluator: Evaluator, word: string, { value, given, args }: ModelCall): Value | undefined {
  const source = given.get(word) ?? args[0];
  const namespace =
    given.has(word) && !isSettings(given.get(word)) ? setNamespace(source) : defaultNamespace(evaluator, source);
  const type = typeInside(value);
  if (type === undefined) return undefined;
  const { places } = evaluator.seen;
  const isOwn = namespace.origin === OWN;
  if (isOwn && !places.fields.has(type) && !evaluator.settings.before.fields.has(type)) return undefined;
  if (!isOwn) places.addAssignment(type, FIELD, namespace);
  return withNamespace(value, namespace);
}

/** A constant namespace is no fallback for the own one. */
function setNamespace(value: Value | undefined): Value {
  const origin = value?.origin ?? ANYWHERE;
  return { ty: STRING, origin: origin.names === undefined ? origin : { ...origin, apart: true } };
}

/** Settings, a client, or what holds one; else a text. */
function isSettings(value: Value | undefined): boolean {
  const type = prune(value?.ty ?? STRING);
  return type.k === 'nominal' && type.def.module?.crate.isModel === true;
}

function withNamespace(value: Value, namespace: Value): Value {
  return { ...value, fields: new Map([...(value.fields ?? []), [FIELD, namespace]]) };
}

function typeInside({ ty }: Value): TypeDef | undefined {
  const type = prune(ty);
  const inside = type.k === 'nominal' && type.def.module === undefined ? prune(type.args[0] ?? type) : type;
  return inside.k === 'nominal' ? inside.def : undefined;
}

/**
 * `config.default_namespace = …`. In the block that declares `config` it happens always; elsewhere the settings may have it.
 *
 * @returns whether it is such an assignment
 */
export function noteNamespace(
  evaluator: Evaluator,
  target: Syntax,
  holder: Value,
  value: Value,
  frame: Frame,
): boolean {
  const type = prune(holder.ty);
  if (type.k !== 'nominal' || !isDefaultNamespace(type.def, target.child('field')?.text ?? '')) return false;
  const namespace = setNamespace(value);
  evaluator.seen.places.addAssignment(type.def, FIELD, namespace);
  const place = target.child('value');
  if (place?.type === 'identifier' && frame.variables.replaceHere(place.text, withNamespace(holder, namespace)))
    return true;
  const known = holder.fields?.get(FIELD);
  if (known !== undefined) {
    holder.fields?.set(FIELD, join(known, namespace));
    evaluator.program.keys.forget();
  }
  return true;
}
