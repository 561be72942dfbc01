// `audit --format html`: the page, with the requests of audit logs if there are any.
import { auditPage } from '../../audit/page.ts';
import type { Selection } from '../../audit/select.ts';
import { packageFacts } from '../../package-root.ts';
import type { Repository } from '../../repo/repository.ts';
import { matrixOf } from '../../permissions/matrix.ts';
import type { Invocation } from '../../cli/command.ts';
import type { Loaded } from '../preset/load.ts';
import { readLogs } from '../rbac/observe.ts';
import { aboutOf } from './about.ts';
import type { Inferred } from './infer-permissions.ts';

/** Its lines. @throws UserError with status 3 if a log cannot be read */
export async function pageOf(
  result: Selection,
  repository: Repository,
  { root, preset, known }: { readonly root: string; readonly preset: Loaded | undefined; readonly known: Inferred },
  { flags, cwd }: Pick<Invocation, 'flags' | 'cwd'>,
): Promise<readonly string[]> {
  const given = flags.get('observed');
  const logs = typeof given === 'string' ? await readLogs(given, cwd) : undefined;
  const { inferred } = known;
  const matrix = inferred && {
    accounts: matrixOf(inferred, logs?.observations),
    unknown: inferred.inference.unknown.length,
    logs,
  };
  return auditPage(result, packageFacts(), await aboutOf(root, repository, preset), matrix);
}
