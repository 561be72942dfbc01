// The programs that run with a role, if the workloads name them.
import { groupBy } from '../group-by.ts';
import type { Binary } from '../inference/infer.ts';
import { heldRoles } from '../inventory/grants/bindings.ts';
import type { Installations } from '../inventory/installations.ts';
import { placedBinaries } from './placed-binaries.ts';
import { withoutTests } from './without-tests.ts';

export interface Holders {
  /** The place of the role. */
  readonly path: string;
  readonly line: number;
  readonly binaries: readonly Binary[];
}

/**
 * The holders of every role that is bound to a ServiceAccount of a binary; a binary without a known account may hold
 * any role.
 */
export function holdersOf(installed: Installations, binaries: readonly Binary[]): readonly Holders[] {
  return placedBinaries(withoutTests(installed), binaries).flatMap(({ installation, accounts }) => {
    const unplaced = binaries.filter(({ name }) => !accounts.has(name));
    return [...groupBy(heldRoles(installation.manifests), ({ role }) => role)].flatMap(([role, held]) => {
      const names = new Set(held.flatMap((each) => each.accounts));
      const here = binaries.filter(({ name }) => names.has(accounts.get(name) ?? ''));
      const { path, line } = role;
      return here.length === 0 ? [] : [{ path, line, binaries: [...here, ...unplaced] }];
    });
  });
}
