// `rbac --observed`: compares the requests in audit logs of the API server with the inferred and the granted
// permissions.
import path from 'node:path';
import type { ExitStatus, Invocation } from '../../cli/command.ts';
import { UserError } from '../../errors.ts';
import type { InferredRepository } from '../../permissions/infer-repository.ts';
import { Observations } from '../../permissions/observed/observations.ts';
import { disagrees, observedJson, observedText, type Read, type Witnessed } from '../../permissions/observed/report.ts';
import { readLog, witness } from '../../permissions/observed/witness.ts';
import { chunksOf } from '../../repo/read-chunks.ts';

/**
 * Exit status 0: every used permission is inferred and granted; 1: one is not, or no account of the installation made a
 * request.
 */
export async function observe({ flags, out, cwd }: Invocation, inferred: InferredRepository): Promise<ExitStatus> {
  const { observations, ...logs } = await readLogs(String(flags.get('observed')), cwd);
  const account = flags.get('service-account');
  const all = witness(inferred, observations, typeof account === 'string' ? account : undefined);
  refuseWithoutWitness(all, observations);
  const read: Read = { ...logs, unknown: inferred.inference.unknown.length };
  if (flags.has('json')) out.json(observedJson(all, read));
  else out.lines(observedText(all, read, out.paint));
  return all.some(({ rows }) => disagrees(rows)) ? 1 : 0;
}

/**
 * @param given the names of the logs, one per line, as the flag has them
 * @throws UserError with status 3 if one cannot be read
 */
export async function readLogs(
  given: string,
  cwd: string,
): Promise<Pick<Read, 'files' | 'skipped'> & { readonly observations: Observations }> {
  const logs = given.split('\n');
  const observations = new Observations();
  let skipped = 0;
  for (const log of logs) skipped += await reading(log, cwd, observations);
  return { observations, files: logs.length, skipped };
}

async function reading(log: string, cwd: string, observations: Observations): Promise<number> {
  try {
    return await readLog(chunksOf(path.resolve(cwd, log)), log, observations);
  } catch (cause) {
    throw new UserError(`--observed ${log} could not be read. It must be an audit log of the API server.`, {
      status: 3,
      cause,
    });
  }
}

function refuseWithoutWitness(all: readonly Witnessed[], observations: Observations): void {
  if (all.some(({ users }) => users.length > 0)) return;
  const accounts = observations.users().filter((user) => user.startsWith('system:serviceaccount:'));
  const seen = accounts.map((user) => user.slice('system:serviceaccount:'.length));
  const have =
    seen.length === 0
      ? 'The logs have no request of any ServiceAccount.'
      : `The logs have requests of ${seen.slice(0, 12).join(', ')}${seen.length > 12 ? ` and ${seen.length - 12} more` : ''}.`;
  throw new UserError(
    `No request of the installation's ServiceAccounts was found. ${have} Name the one of the program: --service-account NAMESPACE:NAME.`,
    { status: 1 },
  );
}
