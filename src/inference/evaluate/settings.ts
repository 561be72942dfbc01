// The inputs of a run.

import type { KindRecord } from '../../kubernetes/kinds-table.ts';
import type { Seen } from './seen.ts';
import type { CrateReach } from '../reach.ts';
import type { Value } from './value.ts';
import type { Snippets } from './snippets.ts';

export interface Settings {
  readonly kube: string;
  readonly kubernetes: string;
  /** Pieces of text that are parsed separately. */
  readonly snippets: Snippets;
  /** Kinds that CRDs of the repository declare. */
  readonly declared: ReadonlyMap<string, KindRecord>;
  /** The kinds of dependencies whose sources were read, by their path in the code. */
  readonly ofCrates: (path: readonly string[]) => KindRecord | undefined;
  /** What a crate that is not read can reach. */
  readonly reachOf: (crate: string) => CrateReach;
  /** The value of an environment variable in the manifests: a constant, or the program's own namespace. */
  readonly environment: ReadonlyMap<string, Value>;
  /** The arguments of each container that runs the program; empty if the manifests do not show them. */
  readonly started: readonly (readonly string[])[];
  /** Is called from time to time while the program is followed. */
  readonly progress: () => void;
  /** Observations of an earlier run, for values that are read before the code that writes them is reached. */
  readonly before: Seen;
}
