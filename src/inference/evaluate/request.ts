// The record of each request: the kind, the place, the name, and the line.

import type { Origin } from './origin.ts';
import type { Place, Trail } from './frame.ts';
import type { Value } from './value.ts';

export interface Request {
  readonly verb: string;
  readonly subresource: string | undefined;
  /** The Api, or a fixed resource. */
  readonly on: { readonly api: Value } | { readonly resource: string };
  /** The place of the Api; undefined if it is unknown. */
  readonly origin: Origin | undefined;
  /** The names to which it is restricted; undefined for any name. */
  readonly names: readonly string[] | undefined;
  /** If it names one object that only a run knows: what is known about the name. */
  readonly oneName?: OneName | undefined;
  readonly condition: string | undefined;
  /** It surely goes to another cluster than the program's own. */
  readonly isOfOther?: boolean | undefined;
  readonly place: Place;
  readonly trail: Trail | undefined;
}

/** A name that is built at run time. */
export interface OneName {
  /** Its form, with `{}` for each unknown part: `{}-settings`. */
  readonly forms: readonly string[];
  /** The person who installs the program chooses those parts. */
  readonly isGiven: boolean;
}

/** Something that could not be resolved. */
export interface Unresolved {
  readonly place: Place;
  readonly why: string;
}
