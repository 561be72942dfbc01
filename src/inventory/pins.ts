// What somebody found out over the network of references that move.

/** A reference that means something else once its tag or branch is moved. */
export interface Moving {
  readonly kind: 'action' | 'image';
  /** `actions/checkout@v4`, or with its registry `docker.io/library/rust:1`. */
  readonly name: string;
}

/** What it stands for now, or why that could not be found out. */
export type Pin = Pinned | { readonly why: string };

export interface Pinned {
  /** 40 hex digits of a commit, or `sha256:…`. */
  readonly digest: string;
  /** What people call that commit: the most exact version, or the branch. */
  readonly version?: string;
}

/** By the name of the reference. */
export type Pins = ReadonlyMap<string, Pin>;
