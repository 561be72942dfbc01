// The installation and the ServiceAccount of each binary of a repository.
import type { Binary } from '../inference/infer.ts';
import { placed, type Placed } from '../inventory/grants/accounts.ts';
import type { Installations } from '../inventory/installations.ts';
import { startedPrograms } from '../inventory/started-programs.ts';

/** One place for each installation; a binary without a known place still makes requests. */
export function placedBinaries(
  { repository, installations, faults }: Installations,
  binaries: readonly Binary[],
): readonly Placed[] {
  const programs = binaries.map(({ name, permissions, unknown }) => ({
    name,
    asks: permissions.length + unknown.length > 0,
  }));
  const faulty = faults.map(({ path }) => path);
  return placed(installations, programs, startedPrograms(repository), faulty);
}
