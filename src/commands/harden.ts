// `harden`: the fixes as a plan, as diffs, and on disk.
import path from 'node:path';
import { configOf } from '../audit/config.ts';
import { UserError } from '../errors.ts';
import { changedFiles, patchOf, type ChangedFile } from '../harden/changes.ts';
import { planHardening, type Plan } from '../harden/plan.ts';
import { referenceFor, type Reference } from '../harden/reference.ts';
import { packageRoot } from '../package-root.ts';
import { readRepository } from '../repo/read.ts';
import type { Repository } from '../repo/repository.ts';
import { inspectTarget } from '../repo/target.ts';
import { writeFiles } from '../repo/write.ts';
import { readTemplates } from '../scaffold/templates.ts';
import { painter } from './audit.ts';
import type { ExitStatus, Invocation } from './command.ts';
import { givenAnswers } from './create-given.ts';
import { dirtyFiles } from './git-status.ts';
import { hardenDocument, planText, reportText } from './harden-report.ts';
import { inferPermissions } from './infer-permissions.ts';
import { rulesOfFlag } from './rule-names.ts';

/** Shows what would change, asks where a terminal is there, and writes all of it or nothing. */
export async function harden(invocation: Invocation): Promise<ExitStatus> {
  const { flags, stdin, stdout, stderr, cwd, positionals } = invocation;
  const only = rulesOfFlag(flags, 'only');
  const ignore = rulesOfFlag(flags, 'ignore');
  const root = path.resolve(cwd, positionals[0] ?? '.');
  const place = { ...inspectTarget(root), shown: positionals[0] ?? '.' };
  const { given, problems } = await givenAnswers(invocation, place);
  const all = [...invocation.problems, ...only.problems, ...ignore.problems, ...problems];
  if (all.length > 0) throw new UserError(all.join('\n'), { status: 2 });

  const dryRun = flags.has('dry-run');
  const json = flags.has('json');
  const output = json || dryRun ? stderr : stdout;
  const asks = stdin.isTTY === true && output.isTTY === true && !flags.has('yes') && !dryRun;
  if (!asks && !dryRun && !flags.has('yes')) throw new UserError('There is no terminal to ask on. Add --yes to make the safe changes, or --dry-run to see them.', { status: 2 });

  const repository = readRepository(root);
  if (!dryRun) refuseDirty(root, flags.has('force'));
  const reference = referenceFor(repository, given, readTemplates(path.join(packageRoot, 'templates')));
  const paint = painter(output);
  const plan = await planWith(repository, reference, { only: only.ids, ignore: ignore.ids, asks });
  output.write(planText(plan, reference.inferred, paint));

  const files = asks ? await confirmed(plan, { input: stdin, output }) : changedFiles(plan);
  const changed = new Map(files.map(({ path: file, after }) => [file, after]));
  if (!dryRun) writeFiles(place, changed);
  if (json) stdout.write(`${JSON.stringify(hardenDocument(plan, files, dryRun), undefined, 2)}\n`);
  else if (dryRun) stdout.write(patchOf(plan));
  else stdout.write(reportText(plan, files, paint));
  return 0;
}

interface Chosen {
  readonly only: readonly string[] | undefined;
  readonly ignore: readonly string[] | undefined;
  readonly asks: boolean;
}

async function planWith(repository: Repository, reference: Reference, { only, ignore, asks }: Chosen): Promise<Plan> {
  return planHardening(repository, reference.repository, {
    rules: only,
    ignore,
    config: configOf(repository),
    permissions: await inferPermissions(repository),
    takes: ({ fix }) => fix === 'safe' || (asks && fix === 'ask'),
  });
}

function refuseDirty(root: string, force: boolean): void {
  const dirty = force ? [] : dirtyFiles(root);
  if (dirty.length === 0) return;
  const list = dirty.slice(0, 5).map((file) => `  ${file}`).join('\n');
  throw new UserError(`Git has changes that are not committed, so that a fix could not be told from them:\n${list}\nCommit or stash them, or add --force.`, { status: 1 });
}

/** The files whose diff was agreed to. */
async function confirmed(plan: Plan, terminal: { readonly input: NodeJS.ReadableStream; readonly output: NodeJS.WritableStream }): Promise<readonly ChangedFile[]> {
  const { default: confirm } = await import('@inquirer/confirm');
  const taken: ChangedFile[] = [];
  for (const file of changedFiles(plan)) {
    terminal.output.write(`\n${file.diff}`);
    const safe = plan.steps.every(({ finding, outcome }) => outcome !== 'made' || finding.fix === 'safe' || !touches(finding.path, file.path));
    if (await confirm({ message: `${file.before === undefined ? 'Write' : 'Change'} ${file.path}?${safe ? '' : ' Some of it needs a decision: see the plan.'}`, default: safe }, terminal)) taken.push(file);
  }
  return taken;
}

function touches(finding: string, changed: string): boolean {
  return finding === changed;
}
