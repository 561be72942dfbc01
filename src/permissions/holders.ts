// Which programs run with a role, where the workloads tell.
import { groupBy } from '../group-by.ts';
import type { Binary } from '../inference/infer.ts';
import { placed } from '../inventory/grants/accounts.ts';
import { heldRoles } from '../inventory/grants/grants.ts';
import type { Installations } from '../inventory/installations.ts';
import { startedPrograms } from '../inventory/started-programs.ts';

export interface Holders {
  /** Where the role stands. */
  readonly path: string;
  readonly line: number;
  readonly binaries: readonly Binary[];
  /** Whether something runs with it that is told to be none of the binaries. */
  readonly shared: boolean;
}

/** The holders of every role that is bound to a ServiceAccount of a binary; a binary whose account is not told may hold any. */
export function holdersOf(
  { repository, installations }: Installations,
  binaries: readonly Binary[],
): readonly Holders[] {
  const programs = binaries.map(({ name, permissions, unknown }) => ({
    name,
    asks: permissions.length + unknown.length > 0,
  }));
  return placed(installations, programs, startedPrograms(repository)).flatMap(
    ({ installation, accounts, strangers }) => {
      const unplaced = binaries.filter(({ name }) => !accounts.has(name));
      return [...groupBy(heldRoles(installation.manifests), ({ role }) => role)].flatMap(([role, held]) => {
        const names = new Set(held.flatMap((each) => each.accounts));
        const here = binaries.filter(({ name }) => names.has(accounts.get(name) ?? ''));
        const { path, line } = role;
        return here.length === 0
          ? []
          : [{ path, line, binaries: [...here, ...unplaced], shared: [...names].some((name) => strangers.has(name)) }];
      });
    },
  );
}
