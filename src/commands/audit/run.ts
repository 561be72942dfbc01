// `audit`: the faults of a repository, with their places.
import path from 'node:path';
import { audit as judge, type Audit, auditAhead } from '../../audit/audit.ts';
import { configOf } from '../../audit/config.ts';
import type { Policy } from '../../audit/policy.ts';
import { excluding } from '../../audit/exclude.ts';
import { type About, jsonReport } from '../../audit/json-report.ts';
import { isAtLeast, select, type Selection } from '../../audit/select.ts';
import { acceptedDebts, debtsOf, type Debts } from '../../audit/since.ts';
import { closing, textReport, type Page } from '../../audit/text-report.ts';
import { UserError } from '../../errors.ts';
import { packageFacts } from '../../package-root.ts';
import { wayFromTop } from '../../repo/git-folder.ts';
import { readRepository } from '../../repo/read.ts';
import type { Repository } from '../../repo/repository.ts';
import type { ExitStatus, Invocation } from '../../cli/command.ts';
import type { Output } from '../../cli/output.ts';
import { inferPermissions, type Inferred, startInferring } from './infer-permissions.ts';
import { presetOfFlag } from '../preset/flag.ts';
import type { Loaded } from '../preset/load.ts';
import { rulesOfFlag } from './rule-names.ts';
import { configUnder, settingsFrom, type Settings } from './settings.ts';
import { assertSomethingToJudge } from './something-to-judge.ts';

/**
 * Reports findings. Exit status 0: none that counts; 1: some, or something could not be judged. It writes only the
 * files of
 * --write-baseline and --add-ignores.
 */
export async function audit(invocation: Invocation): Promise<ExitStatus> {
  const { flags, cwd, positionals } = invocation;
  const preset = await presetOfFlag(flags, cwd);
  const choice = await choose(invocation, preset);
  const root = path.resolve(cwd, positionals[0] ?? '.');
  const read = readRepository(root);
  const config = configUnder(preset, configOf(read));
  const chosen = { ...choice, policy: preset && (await (await import('../preset/policy.ts')).policyFor(preset, root)) };
  const settings = settingsFrom(invocation, config);
  const repository = excluding(read, settings.exclude);
  assertSomethingToJudge(repository, root);
  const inferring = await startInferring(repository, root);
  const ahead = auditAhead(repository, { ...chosen, config, before: inferring.before });
  const about = flags.has('json') ? import('./about.ts').then((of) => of.aboutOf(root, repository, preset)) : undefined;
  const [known, told] = await Promise.all([inferring.known, about]);
  const all = judge(repository, { ...chosen, config, ...known }, ahead);
  const baseline = flags.get('write-baseline');
  if (typeof baseline === 'string') {
    (await import('./baseline.ts')).writeBaseline(all, baseline, invocation);
    return 0;
  }
  const debts =
    (await debtsSince(flags.get('since'), root, { ...chosen, now: all }, settings)) ??
    (await debtsWritten(all, invocation));
  const result = select(all, { ...settings, debts });
  if (flags.has('add-ignores')) {
    (await import('./add-ignores.ts')).addIgnores(result.findings, read, { root, err: invocation.err });
    return 0;
  }
  await write(result, repository, { root, preset, known, about: told }, invocation);
  return result.findings.some(({ severity }) => isAtLeast(severity, settings.failOn)) ? 1 : 0;
}

/** In the format of --json or --format. */
async function write(
  result: Selection,
  repository: Repository,
  {
    root,
    preset,
    known,
    about,
  }: {
    readonly root: string;
    readonly preset: Loaded | undefined;
    readonly known: Inferred;
    readonly about: About | undefined;
  },
  invocation: Invocation,
): Promise<void> {
  const { flags, out } = invocation;
  if (about !== undefined) return out.json(jsonReport(result, packageFacts(), about));
  const format = flags.get('format') ?? 'text';
  if (format === 'text') return out.lines(textReport(result, repository, screenOf(out), flags.has('full')));
  if (format === 'html') {
    const { pageOf } = await import('./page.ts');
    return out.lines(await pageOf(result, repository, { root, preset, known }, invocation));
  }
  const { annotations, codeClimateReport, conciseReport } = await import('../../audit/line-reports.ts');
  if (format === 'concise') return out.lines(conciseReport(result));
  const prefix = wayFromTop(root);
  if (format === 'codeclimate') return out.json(codeClimateReport(result, prefix));
  if (format === 'github') {
    out.annotations(annotations(result, prefix));
    return out.lines(closing(result, screenOf(out)));
  }
  const { sarifReport } = await import('../../audit/sarif-report.ts');
  return out.json(sarifReport(result, packageFacts(), prefix));
}

interface Choice {
  readonly rules: readonly string[] | undefined;
  readonly ignore: readonly string[] | undefined;
  readonly policy?: Policy | undefined;
}

async function choose({ flags, problems }: Invocation, preset: Loaded | undefined): Promise<Choice> {
  const rules = rulesOfFlag(flags, 'rules');
  const ignore = rulesOfFlag(flags, 'ignore');
  const format = flags.get('format');
  const both = flags.has('json') && format !== undefined ? ['--json and --format exclude each other.'] : [];
  const observed =
    flags.has('observed') && format !== 'html'
      ? ['--observed needs --format html, whose page has the matrix. `rbac --observed` prints text and JSON.']
      : [];
  const debts = ['since', 'baseline', 'write-baseline'].filter((name) => flags.has(name));
  const one = debts.length > 1 ? [`--${debts.join(' and --')} exclude each other.`] : [];
  const isLeftOut = (id: string): boolean => ignore.ids?.includes(id) === true || rules.ids?.includes(id) === false;
  const required = preset === undefined ? [] : (await import('../preset/policy.ts')).leftOutInVain(preset, isLeftOut);
  const all = [...problems, ...rules.problems, ...ignore.problems, ...both, ...observed, ...one, ...required];
  if (all.length > 0) throw new UserError(all, { status: 2 });
  return { rules: rules.ids, ignore: ignore.ids };
}

/** The findings of a revision are known, with the configuration of that revision and the flags of today. */
async function debtsSince(
  revision: string | boolean | undefined,
  root: string,
  { now, ...choice }: Choice & { readonly now: Audit },
  { exclude }: Settings,
): Promise<Debts | undefined> {
  if (typeof revision !== 'string') return undefined;
  const { readRevision } = await import('../../git/read-revision.ts');
  const { repository, renamed } = await readRevision(root, revision);
  const then = excluding(repository, exclude);
  const config = choice.policy === undefined ? configOf(repository) : { ignore: configOf(repository)?.ignore ?? [] };
  const before = judge(then, { ...choice, config, ...(await inferPermissions(then, root)) });
  return acceptedDebts(debtsOf(before, renamed), now);
}

async function debtsWritten(all: Audit, invocation: Invocation): Promise<Debts | undefined> {
  const file = invocation.flags.get('baseline');
  return typeof file === 'string' ? (await import('./baseline.ts')).debtsOfBaseline(all, file, invocation) : undefined;
}

/** The width of a terminal, up to the widest readable one; for a pipe or a log, the usual width. */
function screenOf({ paint, columns = 100, rows = 40 }: Output): Page {
  return { paint, width: Math.min(100, Math.max(60, columns)), height: Math.max(24, rows) };
}
