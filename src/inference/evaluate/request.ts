// What is written down for each request: on which kind, where, under which name, from which line.

import type { Origin } from './origin.ts';
import type { Place, Trail } from './frame.ts';
import type { Value } from './value.ts';

export interface Request {
  readonly verb: string;
  readonly subresource: string | undefined;
  /** The Api, or a fixed resource. */
  readonly on: { readonly api: Value } | { readonly resource: string };
  /** Where the Api looks; undefined when it is not known. */
  readonly origin: Origin | undefined;
  /** The names it is restricted to; undefined when it may be any. */
  readonly names: readonly string[] | undefined;
  /** Where it names one object that only a run knows: what is known of the name. */
  readonly oneName?: OneName | undefined;
  readonly condition: string | undefined;
  readonly place: Place;
  readonly trail: Trail | undefined;
}

/** A name that is put together while the program runs. */
export interface OneName {
  /** How it is written, `{}` for each part that is not known: `{}-settings`. */
  readonly forms: readonly string[];
  /** Whoever installs the program says those parts. */
  readonly isGiven: boolean;
}

/** Something that could not be resolved. */
export interface Unresolved {
  readonly place: Place;
  readonly why: string;
}
