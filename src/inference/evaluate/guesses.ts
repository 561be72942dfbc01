// Functions that may be meant where what is called is not known: they run at the end, if nothing else reached them.

import type { Syntax } from '../../formats/rust/syntax.ts';
import { keyOf } from '../types/ty.ts';
import type { Frame } from './frame.ts';
import type { Call } from './signature.ts';

export interface Guess {
  readonly call: Call;
  /** It is taken only if the program makes a value of the type. */
  readonly onlyIfMade?: boolean;
  readonly at: Syntax;
  readonly frame: Frame;
}

export class Guesses {
  readonly #waiting: Guess[] = [];
  readonly #noted = new Set<string>();

  /** Of several places that may mean one function the first stands for all: a large program has thousands of them. */
  add(guess: Guess): void {
    const { fn, generics = [] } = guess.call;
    if (this.isFirst(`${fn.id} ${generics.map((ty) => keyOf(ty)).join()} ${guess.onlyIfMade === true}`))
      this.#waiting.push(guess);
  }

  /** Whether something is guessed for the first time since the last `take`. */
  isFirst(what: string): boolean {
    if (this.#noted.has(what)) return false;
    this.#noted.add(what);
    return true;
  }

  /** All that wait, which do so no longer. */
  take(): readonly Guess[] {
    this.#noted.clear();
    return this.#waiting.splice(0);
  }
}
