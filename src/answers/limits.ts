// The limits of an organisation on answers, in addition to the declaration; presets/ reads them from presets.
import type { Value } from './answer.ts';

export interface Limits {
  /** The reason why a value is not accepted, in words that follow its flag; undefined if it is accepted. */
  readonly refusal: (key: string, value: Value) => string | undefined;
  /** The one value of a locked answer, with the reason. */
  readonly locked: (key: string) => { readonly value: Value; readonly reason: string } | undefined;
  /** The offered value, instead of the declaration's default. */
  readonly offered: (key: string) => Value | undefined;
}

/** Without an organisation. */
export const noLimits: Limits = {
  refusal: () => undefined,
  locked: () => undefined,
  offered: () => undefined,
};
