// Answers of the network about references that move.

/** A reference that means something else after its tag or branch moves. */
export interface Moving {
  readonly kind: 'action' | 'image';
  /** `actions/checkout@v4`, or with its registry `docker.io/library/rust:1`. */
  readonly name: string;
}

/** The present target, or the reason why it is unknown. */
export type Pin = Pinned | { readonly why: string };

export interface Pinned {
  /** 40 hex digits of a commit, or `sha256:…`. */
  readonly digest: string;
  /** The name of that commit for people: the most exact version, or the branch. */
  readonly version?: string;
}

/** By the name of the reference. */
export type Pins = ReadonlyMap<string, Pin>;
