// The installation and the ServiceAccount of each binary of a repository.
import type { Binary } from '../inference/infer.ts';
import { placed, type Placed } from '../inventory/grants/accounts.ts';
import { installationsOf, type Installations } from '../inventory/installations.ts';
import { startedPrograms } from '../inventory/started-programs.ts';
import { behindWall } from '../repo/behind-wall.ts';
import type { InferredRepository } from './infer-repository.ts';
import { withoutTests } from './without-tests.ts';

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

/** The ServiceAccount of each binary, for people, if all installations use the same name. */
export function accountsOf(all: readonly Placed[], binaries: readonly Binary[]): ReadonlyMap<string, string> {
  return new Map(
    binaries.flatMap(({ name }): [string, string][] => {
      const names = new Set(all.flatMap(({ accounts }) => accounts.get(name) ?? []));
      const [only] = names;
      return only !== undefined && names.size === 1 ? [[name, only]] : [];
    }),
  );
}

/** The same for a repository, without a comparison; a file on which this program fails is left out. */
export function accountsIn({ installed, inference: { binaries } }: InferredRepository): ReadonlyMap<string, string> {
  const { value } = behindWall(installed.repository, (rest) => {
    const here = rest === installed.repository ? installed : installationsOf(rest);
    return accountsOf(placedBinaries(withoutTests(here), binaries), binaries);
  });
  return value ?? new Map();
}
