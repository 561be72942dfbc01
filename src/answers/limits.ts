// What an organisation lets an answer be, beyond what the declaration does; presets/ reads it from presets.
import type { Value } from './answer.ts';

export interface Limits {
  /** Why a value is not accepted, in words that follow its flag; undefined where it is. */
  readonly refusal: (key: string, value: Value) => string | undefined;
  /** The one value that an answer has, and why. */
  readonly locked: (key: string) => { readonly value: Value; readonly reason: string } | undefined;
  /** What is offered in the place of the declaration's default. */
  readonly offered: (key: string) => Value | undefined;
}

/** Where no organisation says anything. */
export const noLimits: Limits = {
  refusal: () => undefined,
  locked: () => undefined,
  offered: () => undefined,
};
