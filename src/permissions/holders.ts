// Which programs run with a role, where the workloads tell.

import { groupBy } from '../group-by.ts';
import type { Binary } from '../inference/infer.ts';
import { heldRoles } from '../inventory/grants/grants.ts';
import { readManifests } from '../inventory/grants/read-manifests.ts';
import { installations } from '../inventory/grants/service-accounts.ts';
import type { Files } from '../inference/workspace.ts';

export interface Holders {
  /** Where the role stands. */
  readonly path: string;
  readonly line: number;
  readonly binaries: readonly Binary[];
  /** Whether something runs with it that is told to be none of the binaries. */
  readonly shared: boolean;
}

/** The holders of every role that is bound to a ServiceAccount of a binary; a binary whose account is not told may hold any. */
export function holdersOf(files: Files, binaries: readonly Binary[]): readonly Holders[] {
  const { manifests } = readManifests(files);
  return installations(manifests, binaries).flatMap(({ manifests: own, accounts, shared }) => {
    const unplaced = binaries.filter(({ name }) => !accounts.has(name));
    return [...groupBy(heldRoles(own), ({ role }) => role)].flatMap(([role, held]) => {
      const names = new Set(held.flatMap((each) => each.accounts));
      const placed = binaries.filter(({ name }) => names.has(accounts.get(name) ?? ''));
      const { path, line } = role.placeOf(role.node);
      return placed.length === 0
        ? []
        : [{ path, line, binaries: [...placed, ...unplaced], shared: [...names].some((name) => shared.has(name)) }];
    });
  });
}
