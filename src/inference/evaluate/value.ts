// What the analysis knows about a value: its type, where a text comes from, which object it is, what it holds.

import type { Syntax } from '../../formats/rust/syntax.ts';
import { externalType, type FnDef, type TypeDef } from '../names/definitions.ts';
import { fresh, NEVER, type Ty } from '../types/ty.ts';
import type { Sought } from './found.ts';
import type { Evaluator } from './evaluator.ts';
import type { Frame } from './frame.ts';
import type { Call } from './signature.ts';
import type { Asked } from './waited.ts';
import { ANYWHERE, derived, type Origin } from './origin.ts';

export interface Value {
  readonly ty: Ty;
  /** Of a text: what it may be. Of an Api or an object: the namespaces it may lie in. */
  readonly origin?: Origin | undefined;
  /** The object exists: the API server delivered it. */
  readonly live?: boolean | undefined;
  /** This text is the name of an object that exists, of this type. */
  readonly nameOf?: Ty | undefined;
  /** Where the object of that name lies. */
  readonly nameIn?: Origin | undefined;
  /** Of what a read gives: which object was asked for. */
  readonly sought?: Sought | undefined;
  /** The fields that are known; variants of an enum as `Variant.field`. */
  readonly fields?: Map<string, Value> | undefined;
  /** What runs when the value is called. */
  readonly calls?: readonly Callable[] | undefined;
  /** Which variants of `Patch` it may be. */
  readonly patch?: PatchVariants | undefined;
  /** JSON that names owners of an object. */
  readonly owned?: boolean | undefined;
  /** The unit variant of an enum that it is. */
  readonly variant?: string | undefined;
  /** Of a described kind (`ApiResource`) or a row of a table of kinds: what it may be, where several meet. */
  readonly alternatives?: readonly Value[] | undefined;
  /** Of the ends of a channel: what was sent, shared by both. */
  readonly channel?: { sent: Value | undefined } | undefined;
  /** The call that a function's builder collects the arguments of (bon). */
  readonly builds?: Call | undefined;
  /** `None`, an empty list, a default: it says nothing when it meets another value. */
  readonly empty?: boolean | undefined;
  /** Of a list: its elements in order, while they are all known. */
  readonly items?: readonly Value[] | undefined;
  /** The crate that made it, if that one is not read. */
  readonly crate?: string | undefined;
  /** It is what a function gave that the program names and that is not found. */
  readonly missing?: string | undefined;
  /** The call that gives it, if that may have asked the API server. */
  readonly asked?: Asked | undefined;
  /** It came out of code that is not followed and that was given a client: it may hold it. */
  readonly holds?: boolean | undefined;
  /** The fields that it may have been read from: what changes it, whatever it is called by then, changes them. */
  readonly heldIn?: readonly FieldPlace[] | undefined;
}

/** A field. */
export interface FieldPlace {
  /** The struct that has it. */
  readonly def?: TypeDef | undefined;
  /** The fields beside it, where they are known. */
  readonly fields: Value['fields'];
  readonly name: string;
  /** It may hold this from now on. */
  readonly put: (changed: Value) => void;
}

export interface PatchVariants {
  readonly apply: boolean;
  readonly other: boolean;
  /** What it says of an object names owners. */
  readonly owners: boolean;
}

export type Callable = Closure | FunctionValue | NativeFunction;

export interface Closure {
  readonly k: 'closure';
  readonly id: number;
  readonly syntax: Syntax;
  readonly frame: Frame;
  used: boolean;
  /** A variable holds it, and nothing has read that variable yet. */
  held: boolean;
}

export interface FunctionValue {
  readonly k: 'function';
  readonly fn: FnDef;
  readonly generics: readonly Ty[];
  readonly self: Ty | undefined;
}

/**
 * A function that no code of the program is by itself: of a struct or a variant, a conversion, one that its arguments
 * choose, one of a crate that is not read.
 */
export interface NativeFunction {
  readonly k: 'native';
  /** The same for functions that do the same. */
  readonly key: string;
  /** The evaluator is the one of the run that calls it: a value may come from an earlier run. */
  readonly run: (args: readonly Value[], evaluator: Evaluator) => Value;
  /** The types of its arguments, where they are known. */
  readonly takes?: readonly Ty[];
}

export function unknown(origin?: Origin): Value {
  return origin === undefined ? { ty: fresh() } : { ty: fresh(), origin };
}

export function typed(ty: Ty, from?: Value): Value {
  return from === undefined ? { ty } : { ...from, ty };
}

export const NEVER_VALUE: Value = Object.freeze({ ty: NEVER });

/**
 * Fields of fields are kept so far down. What holds its own kind differs one level deeper in each run: with eight levels a
 * public program took twice the time and memory that it takes with six.
 */
export const DEEPEST = 6;

/** The value with every constant text in it taken for any text. */
export function withoutWording(value: Value): Value {
  return unworded(value, 0, new Map());
}

/** @param known what became of fields that were met already: a value may hold the same in many places, or hold itself */
function unworded(value: Value, depth: number, known: Map<Value['fields'], Value['fields']>): Value {
  const { fields, origin } = value;
  if (fields !== undefined && depth <= DEEPEST && !known.has(fields)) {
    known.set(fields, fields);
    known.set(fields, new Map([...fields].map(([name, field]) => [name, unworded(field, depth + 1, known)])));
  }
  const said = origin?.names === undefined ? origin : { ...derived(origin), anywhere: true };
  return { ...value, fields: known.get(fields) ?? fields, origin: said, alternatives: undefined };
}

/** A text that a Rust literal holds. */
export function text(value: string): Value {
  if (value.length > LONGEST_TEXT) return { ty: STRING };
  return { ty: STRING, origin: { names: [value] } };
}

/** A name has 253 characters, a URL a few thousand: a text that is put together of itself again and again is none. */
const LONGEST_TEXT = 100_000;

export const STRING: Ty = { k: 'nominal', def: externalType(['String']), args: [] };

/** The only text that the value can be, if there is one. */
export function constantOf(value: Value | undefined): string | undefined {
  const origin = value?.origin;
  if (origin === undefined || origin === ANYWHERE) return undefined;
  return origin.names?.length === 1 && !origin.anywhere && !origin.own && !origin.configured
    ? origin.names[0]
    : undefined;
}

/** All the texts that the value can be, if they are known. */
export function constantsOf(value: Value | undefined): readonly string[] | undefined {
  const origin = value?.origin;
  if (origin?.names === undefined || origin.anywhere || origin.own || origin.configured || origin.names.includes(''))
    return undefined;
  return origin.names;
}
