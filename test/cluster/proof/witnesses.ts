// The audit log as `rbac --observed` reads it, next to the inferred and the granted permissions.
import path from 'node:path';
import { inferRepository } from '../../../src/permissions/infer-repository.ts';
import { Observations } from '../../../src/permissions/observed/observations.ts';
import { readLog, witness } from '../../../src/permissions/observed/witness.ts';
import { readRepository } from '../../../src/repo/read.ts';
import { chunksOf } from '../../../src/repo/read-chunks.ts';
import type { Installation } from './installation.ts';

/** Every permission on which the three differ; all of them if the ServiceAccount made no request. */
export async function disagreementsOf({ plane, subject, serviceAccount }: Installation): Promise<readonly string[]> {
  const observations = new Observations();
  const log = path.join(plane.directory, 'audit.log');
  const skipped = await readLog(chunksOf(log), log, observations);
  const inferred = await inferRepository(readRepository(subject.folder));
  const account = `${serviceAccount.namespace}:${serviceAccount.name}`;
  const rows = witness(inferred, observations, undefined)
    .filter(({ users }) => users.includes(`system:serviceaccount:${account}`))
    .flatMap((each) => each.rows);
  return [
    ...(rows.length === 0 ? [`nothing of ${account} was compared`] : []),
    ...(skipped === 0 ? [] : [`${skipped} records were skipped`]),
    ...rows
      .filter(({ verdict }) => verdict !== 'agreed')
      .map(({ verb, group, resource, verdict }) => `${verb} ${group}/${resource}: ${verdict}`),
  ];
}
