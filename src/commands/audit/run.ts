// `audit`: what is wrong with a repository, and where.
import path from 'node:path';
import { audit as judge, type Audit } from '../../audit/audit.ts';
import { configOf } from '../../audit/config.ts';
import { newSince } from '../../audit/since.ts';
import { textReport } from '../../audit/text-report.ts';
import { UserError } from '../../errors.ts';
import { packageVersion } from '../../package-root.ts';
import { readRepository } from '../../repo/read.ts';
import type { Repository } from '../../repo/repository.ts';
import type { ExitStatus, Invocation } from '../../cli/command.ts';
import type { Output } from '../../cli/output.ts';
import { inferPermissions } from './infer-permissions.ts';
import { rulesOfFlag } from './rule-names.ts';
import { assertSomethingToJudge } from './something-to-judge.ts';

/** Reports findings. Exit status 0: none; 1: some, also where something could not be judged. Nothing is written. */
export async function audit(invocation: Invocation): Promise<ExitStatus> {
  const { flags, out, cwd, positionals } = invocation;
  const chosen = choose(invocation);
  const root = path.resolve(cwd, positionals[0] ?? '.');
  const repository = readRepository(root);
  assertSomethingToJudge(repository, root);
  const now = await judgeWith(repository, root, chosen);
  const since = flags.get('since');
  const result = typeof since === 'string' ? await withoutDebts(now, root, since, chosen) : now;
  if (flags.has('json')) out.json(jsonOf(result));
  else if (flags.get('format') === 'sarif') {
    const { sarifReport } = await import('../../audit/sarif-report.ts');
    out.json(sarifReport(result, packageVersion()));
  } else out.lines(textReport(result, repository, { paint: out.paint, width: widthOf(out) }));
  return result.findings.length === 0 ? 0 : 1;
}

interface Choice {
  readonly rules: readonly string[] | undefined;
  readonly ignore: readonly string[] | undefined;
}

function choose({ flags, problems }: Invocation): Choice {
  const rules = rulesOfFlag(flags, 'rules');
  const ignore = rulesOfFlag(flags, 'ignore');
  const format = flags.get('format');
  const both = flags.has('json') && format !== undefined ? ['--json and --format exclude each other.'] : [];
  const all = [...problems, ...rules.problems, ...ignore.problems, ...both];
  if (all.length > 0) throw new UserError(all, { status: 2 });
  return { rules: rules.ids, ignore: ignore.ids };
}

async function judgeWith(repository: Repository, root: string, choice: Choice): Promise<Audit> {
  return judge(repository, {
    ...choice,
    config: configOf(repository),
    permissions: await inferPermissions(repository, root),
  });
}

async function withoutDebts(now: Audit, root: string, revision: string, choice: Choice): Promise<Audit> {
  const { readRevision } = await import('../../git/read-revision.ts');
  const { repository, renamed } = await readRevision(root, revision);
  return newSince(now, await judgeWith(repository, root, choice), renamed);
}

/** Exactly what the contract names, in this order. */
function jsonOf({ findings, kept, blastRadius }: Audit): object {
  return { findings, kept, blastRadius };
}

/** A terminal as wide as it is, up to what reads well; a pipe or a log as most are. */
function widthOf({ columns = 100 }: Output): number {
  return Math.min(100, Math.max(60, columns));
}
