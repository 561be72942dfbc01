// Functions that may be meant by an unknown call: they run at the end, if nothing else reached them.

import type { Syntax } from '../../formats/rust/syntax.ts';
import { keyOf, prune, type Ty } from '../types/ty.ts';
import type { Frame } from './frame.ts';
import type { Call } from './signature.ts';
import type { Value } from './value.ts';
import type { ValueKeys } from './value-key.ts';

export interface Guess {
  readonly call: Call;
  /** It is used only if the program creates a value of the type. */
  readonly onlyIfMade?: boolean;
  /** Other methods may be meant instead. */
  readonly isOneOfSeveral?: boolean;
  readonly at: Syntax;
  readonly frame: Frame;
}

export class Guesses {
  readonly #waiting: Guess[] = [];
  readonly #noted = new Set<string>();
  readonly #keys: ValueKeys;

  constructor(keys: ValueKeys) {
    this.#keys = keys;
  }

  /**
   * Among several places that may mean one function the first stands for all, because a large program has thousands of
   * them. But each place counts if it passes a client, an Api or an object, because these decide the requests.
   */
  add(guess: Guess): void {
    if (this.isFirst(guessKey(guess, this.#keys))) this.#waiting.push(guess);
  }

  /** Whether something is guessed for the first time since the last `take`. */
  isFirst(what: string): boolean {
    if (this.#noted.has(what)) return false;
    this.#noted.add(what);
    return true;
  }

  /** Returns and removes all waiting guesses. */
  take(): readonly Guess[] {
    this.#noted.clear();
    return this.#waiting.splice(0);
  }
}

/** A text that is equal for guesses that one of them can represent. */
export function guessKey({ call: { fn, generics = [], args }, onlyIfMade }: Guess, keys: ValueKeys): string {
  const given = decidesRequests(args) ? args.map((arg) => keys.of(arg)).join(' ; ') : '';
  return `${fn.id} ${generics.map((ty) => keyOf(ty)).join()} ${given} ${onlyIfMade === true}`;
}

/** Whether one of the arguments is from kube, from Kubernetes, or a custom resource, or holds such a value by its type. */
export function decidesRequests(args: readonly Value[]): boolean {
  return args.some(({ ty }) => isOfKube(ty, 0));
}

function isOfKube(given: Ty, depth: number): boolean {
  const ty = prune(given);
  if (depth > 4) return false;
  if (ty.k === 'tuple') return ty.items.some((item) => isOfKube(item, depth + 1));
  if (ty.k !== 'nominal') return false;
  const { module, path, spec } = ty.def;
  if (module?.crate.isModel === true || spec !== undefined || path[0] === 'k8s_openapi') return true;
  return ty.args.some((arg) => isOfKube(arg, depth + 1));
}
