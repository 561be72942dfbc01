// Reads audit logs and compares them with the inference and the manifests, one ServiceAccount at a time.
import { groupBy } from '../../group-by.ts';
import type { Binary } from '../../inference/infer.ts';
import { declaredKinds } from '../../inventory/grants/crds.ts';
import { grantsFor } from '../../inventory/grants/grants.ts';
import { checkManifests } from '../check.ts';
import type { InferredRepository } from '../infer-repository.ts';
import { askedIn } from './asked.ts';
import { compareThree } from './compare.ts';
import type { Observations } from './observations.ts';
import { Records } from './records.ts';
import type { Witnessed } from './report.ts';

/** Adds the requests of a log; returns the number of skipped records. */
export async function readLog(
  chunks: AsyncIterable<string>,
  file: string,
  observations: Observations,
): Promise<number> {
  const records = new Records();
  for await (const chunk of chunks)
    for (const record of records.feed(chunk)) for (const asked of askedIn(record)) observations.add(asked, file);
  return records.skipped;
}

/** A ServiceAccount as the user names it: `NAME` in any namespace, or `NAMESPACE:NAME`. */
export function usersNamed(users: readonly string[], account: string): readonly string[] {
  const wanted = `:${account}`;
  return users.filter((user) => user.startsWith('system:serviceaccount:') && user.endsWith(wanted));
}

/**
 * The three lists of each ServiceAccount that the installation gives a binary.
 *
 * @param account the ServiceAccount that the user named, for all binaries
 * @returns nothing if neither the manifests nor the user name the ServiceAccount
 */
export function witness(
  inferred: InferredRepository,
  observations: Observations,
  account: string | undefined,
): readonly Witnessed[] {
  const { files, inference, installed } = inferred;
  const manifests = installed.installations.flatMap((each) => each.manifests);
  const { accounts: told } = checkManifests(inferred);
  const asking = inference.binaries.filter(({ name, permissions }) => permissions.length > 0 || told.has(name));
  const existing = [
    ...asking.flatMap(({ permissions }) => permissions),
    ...[...declaredKinds(files).values()].map(({ group, plural }) => ({ group, resource: plural })),
    ...observations.of(observations.users()),
  ];
  const parties: readonly (readonly [string, readonly Binary[]])[] =
    account === undefined
      ? [...groupBy(asking, ({ name }) => told.get(name) ?? '')].filter(([name]) => name !== '' && !name.includes('{{'))
      : [[account, asking]];
  return parties.map(([name, binaries]) => {
    const users = usersNamed(observations.users(), name);
    const plain = name.split(':').at(-1) ?? name;
    const own = grantsFor(manifests, plain, existing);
    // If the manifests grant the account nothing, all their roles count as its own.
    const grants = own.length > 0 || account === undefined ? own : grantsFor(manifests, undefined, existing);
    return {
      users,
      binaries: binaries.map((binary) => binary.name),
      rows: compareThree(binaries, grants, observations.of(users)),
    };
  });
}
