// The facts about a program that stand outside of its source.

import type { KindRecord } from '../kubernetes/kinds-table.ts';

export interface FromManifests {
  /** Variables that are set to the namespace of the Pod. */
  readonly ownNamespace: ReadonlySet<string>;
  /** The kinds that the CustomResourceDefinitions declare. */
  readonly declared: ReadonlyMap<string, KindRecord>;
  /** The words of the command and the arguments of each container that may run a program of the repository. */
  readonly containerArguments: readonly (readonly string[])[];
}

/** The features that builds name. What they choose is followed both ways: another build may leave it out. */
export interface AskedFeatures {
  /** As a command of cargo writes them: `metrics`, `app/metrics`. */
  readonly named: ReadonlySet<string>;
  /** Whether any feature may be on. */
  readonly isAny: boolean;
}

export const NO_MANIFESTS: FromManifests = {
  ownNamespace: new Set(),
  declared: new Map(),
  containerArguments: [],
};

export const NO_FEATURES: AskedFeatures = { named: new Set(), isAny: false };
