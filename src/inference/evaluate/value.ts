// What the analysis knows about a value: its type, the origin of a text, the identity of an object, its content.

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
  /** For a text: its possible values. For an Api or an object: its possible namespaces. */
  readonly origin?: Origin | undefined;
  /** The object exists: the API server delivered it. */
  readonly live?: boolean | undefined;
  /** This text is the name of an existing object of this type. */
  readonly nameOf?: Ty | undefined;
  /** The place of the object with that name. */
  readonly nameIn?: Origin | undefined;
  /** For the result of a read: the requested object. */
  readonly sought?: Sought | undefined;
  /** The known fields; variants of an enum as `Variant.field`. */
  readonly fields?: Map<string, Value> | undefined;
  /** The code that runs when the value is called. */
  readonly calls?: readonly Callable[] | undefined;
  /** The possible variants of `Patch`. */
  readonly patch?: PatchVariants | undefined;
  /** JSON that names owners of an object. */
  readonly owned?: boolean | undefined;
  /** Its unit variant of an enum. */
  readonly variant?: string | undefined;
  /** For a described kind (`ApiResource`) or a row of a table of kinds: the possible values, if several meet. */
  readonly alternatives?: readonly Value[] | undefined;
  /** For the ends of a channel, and the store and the writer of a reflector: the sent values, shared by both. */
  readonly channel?: Channel | undefined;
  /** The call for which a builder of a function collects arguments (bon). */
  readonly builds?: Call | undefined;
  /** `None`, an empty list, a default: it adds nothing when it is joined with another value. */
  readonly empty?: boolean | undefined;
  /** For a list: its elements in order, while all of them are known. */
  readonly items?: readonly Value[] | undefined;
  /** The crate that created it, if that one is not read. */
  readonly crate?: string | undefined;
  /** It is the result of a function of the program that was not found. */
  readonly missing?: string | undefined;
  /** The call that returned it, if that may have made a request. */
  readonly asked?: Asked | undefined;
  /** It came from code that is not followed and that got a client: it may hold the client. */
  readonly holds?: boolean | undefined;
  /** Its content is what any value of its type has: it stands deep inside of another one. */
  readonly isAny?: true;
  /** It is the content of a cell: a clone of what holds the cell holds the same one. */
  readonly isShared?: true;
  /** The fields from which it may have been read: a change of it, under any name, changes them. */
  readonly heldIn?: readonly FieldPlace[] | undefined;
}

export interface Channel {
  sent: Value | undefined;
  /** What an earlier run sent, by its type, for a receiver that runs before the sender. */
  earlier?: readonly Value[] | undefined;
  /** Where it is made: the call, or the line of a call of a model. */
  readonly made: Syntax | string;
}

export interface FieldPlace {
  /** The struct with the field. */
  readonly def?: TypeDef | undefined;
  /** The fields next to it, if they are known. */
  readonly fields: Value['fields'];
  readonly name: string;
  /** Stores a possible new value. */
  readonly put: (changed: Value) => void;
}

export interface PatchVariants {
  readonly apply: boolean;
  readonly other: boolean;
  /** Its description of an object names owners. */
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
 * A function without code in the program: of a struct or a variant, a conversion, one that its arguments select, one of
 * a crate that is not read.
 */
export interface NativeFunction {
  readonly k: 'native';
  /** Equal for functions that do the same. */
  readonly key: string;
  /** The evaluator is that of the calling run: a value may come from an earlier run. */
  readonly run: (args: readonly Value[], evaluator: Evaluator) => Value;
  /** The types of its arguments, if they are known. */
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
 * The depth to which nested fields are kept. A type that contains its own kind differs one level deeper in each run:
 * with eight levels a public program took twice the time and memory of six.
 */
export const DEEPEST = 6;

/** The value with every constant text in it replaced by any text. */
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

/** The text of a Rust literal. */
export function text(value: string): Value {
  if (value.length > LONGEST_TEXT) return { ty: STRING };
  return { ty: STRING, origin: { names: [value] } };
}

/** A name has up to 253 characters, a URL a few thousand: a text that is repeatedly joined with itself is dropped. */
const LONGEST_TEXT = 100_000;

export const STRING: Ty = { k: 'nominal', def: externalType(['String']), args: [] };

/** The only possible text of the value, if there is exactly one. */
export function constantOf(value: Value | undefined): string | undefined {
  const origin = value?.origin;
  if (origin === undefined || origin === ANYWHERE) return undefined;
  return origin.names?.length === 1 && !origin.anywhere && !origin.own && !origin.configured
    ? origin.names[0]
    : undefined;
}

/** All possible texts of the value, if they are known. */
export function constantsOf(value: Value | undefined): readonly string[] | undefined {
  const origin = value?.origin;
  if (origin?.names === undefined || origin.anywhere || origin.own || origin.configured || origin.names.includes(''))
    return undefined;
  return origin.names;
}
