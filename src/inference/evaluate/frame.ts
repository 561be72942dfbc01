// The context of the evaluation: the surrounding names, the variables, the path to it.

import type { Syntax } from '../../formats/rust/syntax.ts';
import type { FnDef, Module } from '../names/definitions.ts';
import type { TypeScope } from '../types/lower.ts';
import type { Sought } from './found.ts';
import type { Ty } from '../types/ty.ts';
import type { Value } from './value.ts';
import { join } from './join.ts';

export interface Place {
  readonly path: string;
  readonly line: number;
}

/** The calls from `main` to here, the last one first. */
export interface Trail {
  readonly name: string;
  readonly place: Place;
  readonly up: Trail | undefined;
  readonly depth: number;
}

/** A loop or a labelled block, with the values of `break`. */
export interface Left {
  value: Value | undefined;
  readonly label: string | undefined;
  readonly isBlock?: boolean;
  readonly around: Left | undefined;
}

export interface Frame {
  readonly scope: TypeScope;
  readonly variables: Variables;
  /** The values of `return` so far. */
  readonly results: { value: Value | undefined };
  /** The values of `break` for the surrounding loop. */
  readonly loop?: Left | undefined;
  readonly trail: Trail | undefined;
  /** In the body of a model: the place in the repository that called it. */
  readonly site: Place | undefined;
  readonly fn: FnDef | undefined;
  /** The reason why a request here may not be needed. */
  readonly condition?: string | undefined;
  /** In a branch that is not just for the case that a value is not there. */
  readonly isChoice?: boolean;
}

export class Variables {
  // Most blocks declare nothing and read no object, and closures keep the blocks around them alive.
  #values: Map<string, Value> | undefined;
  #found: Sought[] | undefined;
  readonly #around: Variables | undefined;

  constructor(around?: Variables) {
    this.#around = around;
  }

  get(name: string): Value | undefined {
    const value = this.#values?.get(name);
    if (value === undefined) return this.#around?.get(name);
    for (const callable of value.calls ?? []) if (callable.k === 'closure') callable.held = false;
    return value;
  }

  declare(name: string, value: Value): void {
    this.#values ??= new Map();
    this.#values.set(name, value);
  }

  /** The variable may also hold `value` from now on. */
  assign(name: string, value: Value, together = join): void {
    const own = this.#values?.get(name);
    if (own !== undefined) this.#values?.set(name, together(own, value));
    else this.#around?.assign(name, value, together);
  }

  noteFound(object: Sought): void {
    this.#found ??= [];
    this.#found.push(object);
  }

  /** The objects that were read, here and in the surrounding blocks. */
  found(): readonly Sought[] {
    const found = this.#found ?? [];
    return this.#around === undefined ? found : [...found, ...this.#around.found()];
  }

  /** After a deletion no object is known to exist, here and in the surrounding blocks. */
  forgetFound(): void {
    this.#found = undefined;
    this.#around?.forgetFound();
  }

  /** Replaces the value of a variable that this block declares; false for any other. */
  replaceHere(name: string, value: Value): boolean {
    if (this.#values?.has(name) !== true) return false;
    this.#values.set(name, value);
    return true;
  }

  replace(name: string, value: Value): void {
    if (this.#values?.has(name) === true) this.#values.set(name, value);
    else this.#around?.replace(name, value);
  }
}

export function inner(frame: Frame, changes: Partial<Frame> = {}): Frame {
  return { ...frame, variables: new Variables(frame.variables), ...changes };
}

/** The place of a piece of syntax; inside a model, the place of its call. */
export function placeOf(syntax: Syntax, frame: Frame): Place {
  return frame.site ?? { path: syntax.source.path, line: syntax.line };
}

/** A context in which only the surrounding names are known. */
export function emptyFrame(module: Module, self?: Ty): Frame {
  return {
    scope: { module, generics: new Map<string, Ty>(), self },
    variables: new Variables(),
    results: { value: undefined },
    trail: undefined,
    site: undefined,
    fn: undefined,
  };
}
