// Which calls of a function are evaluated separately, and which share an evaluation.

import { withLevels } from './shallow.ts';
import { DEEPEST, type Value, withoutWording } from './value.ts';
import { isCut, type ValueKeys } from './value-key.ts';
import type { FnDef } from '../names/definitions.ts';
import { Numbered } from './numbered.ts';
import { keyOf } from '../types/ty.ts';
import type { TypeScope } from '../types/lower.ts';
import type { Call } from './signature.ts';

/**
 * The maximum number of calls of a function that are distinguished by everything known about their arguments, and then
 * by everything except texts.
 */
const MAX_CONTEXTS = 24;
const MAX_SHARED = 96;
const TOO_MANY_WAYS =
  'The function that is called here is given more functions than are followed one by one, and this is one more.';

/** One evaluation of a function: its arguments, and the key that distinguishes it from the others. */
export interface Context {
  readonly key: string;
  /** Its arguments; created only if it is evaluated. */
  readonly args: () => readonly Value[];
  /** The detail that it lost, in words for the author. */
  readonly lost?: string;
}

export class Contexts {
  readonly #known = new Map<FnDef, Set<string>>();
  readonly #texts = new Numbered();
  readonly #keys: ValueKeys;

  constructor(keys: ValueKeys) {
    this.#keys = keys;
  }

  /** The key of arguments, and the arguments with what it distinguishes: what is true for all that have this key. */
  distinguish(args: readonly Value[]): { readonly key: string; readonly distinguished: () => readonly Value[] } {
    const keys = args.map((arg) => this.#keys.of(arg));
    const key = keys.map((each) => this.#texts.of(each)).join(' ; ');
    if (!keys.some(isCut)) return { key, distinguished: () => args };
    return {
      key,
      distinguished: () => args.map((arg, at) => (isCut(keys[at] ?? '') ? withLevels(arg, DEEPEST) : arg)),
    };
  }

  /** An evaluation for many calls gets only what is true for all of them: it may reach further, and drops nothing. */
  of(call: Call, args: readonly Value[], scope: TypeScope, condition: string | undefined): Context {
    const generics = [...scope.generics.values()].map((ty) => keyOf(ty)).join(',');
    const types = `${scope.self === undefined ? '' : keyOf(scope.self)} ${generics} ${condition ?? ''}`;
    const head = `${call.fn.id} ${this.#texts.of(types)}`;
    const contexts = this.#known.get(call.fn) ?? new Set<string>();
    this.#known.set(call.fn, contexts);
    const { key, distinguished } = this.distinguish(args);
    const exact = `${head} ${key}`;
    if (contexts.size <= MAX_CONTEXTS || contexts.has(exact)) {
      // A type parameter that the caller has not decided yet makes this call a separate one.
      const open = generics.includes('?') && contexts.size < MAX_CONTEXTS ? ` #${contexts.size}` : '';
      contexts.add(exact + open);
      return { key: exact + open, args: distinguished };
    }
    const shared = `${head} ~ ${args.map((arg) => this.#texts.of(this.#keys.unworded(arg))).join(' ; ')}`;
    if (contexts.size <= MAX_SHARED || contexts.has(shared)) {
      contexts.add(shared);
      return { key: shared, args: () => args.map((arg) => withoutWording(arg)) };
    }
    const last = `${head} ~~ ${args.map((arg) => this.#texts.of(keyOf(arg.ty))).join(' ; ')}`;
    // A closure runs at the end if nothing else calls it; a function does not.
    const drops = args.some(({ calls = [] }) => calls.some(({ k }) => k === 'function'));
    return { key: last, args: () => args.map(({ ty }) => ({ ty })), ...(drops ? { lost: TOO_MANY_WAYS } : {}) };
  }
}
