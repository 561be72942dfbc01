// `harden`: the fixes as a plan, as diffs, and on disk.
import path from 'node:path';
import type { Limits } from '../../answers/limits.ts';
import type { Given } from '../../answers/resolve.ts';
import { audit } from '../../audit/audit.ts';
import { configOf, type Config } from '../../audit/config.ts';
import type { Policy } from '../../audit/policy.ts';
import { UserError } from '../../errors.ts';
import { answersThatMatter } from '../../harden/answers-that-matter.ts';
import { changedFiles, patchOf } from '../../harden/changes.ts';
import { movingReferences } from '../../harden/moving-references.ts';
import { runsOf } from '../../harden/infer-program.ts';
import { isSafe, planHardening, stepsBetween, worseTogether, type Planner } from '../../harden/plan.ts';
import type { Readings } from '../../harden/reading.ts';
import { referenceFor, type Reference } from '../../harden/reference.ts';
import { remembered } from '../../harden/remember.ts';
import { packageRoot } from '../../package-root.ts';
import type { Files } from '../../repo/files.ts';
import { readRepository } from '../../repo/read.ts';
import type { Repository } from '../../repo/repository.ts';
import { inspectTarget } from '../../repo/target.ts';
import { inventoryOf, type Known } from '../../inventory/inventory.ts';
import type { Pins } from '../../inventory/pins.ts';
import { PROFILES, type Profile } from '../../rules/rule.ts';
import { writeFiles } from '../../repo/write.ts';
import { readTemplates } from '../../scaffold/templates.ts';
import { recordPaths } from '../../scaffold/written.ts';
import type { ExitStatus, Invocation } from '../../cli/command.ts';
import type { Output } from '../../cli/output.ts';
import { showPatch } from '../show-patch.ts';
import { givenAnswers } from '../create/given.ts';
import { removeLeft } from '../remove-left.ts';
import { removedText } from '../removed-text.ts';
import { refuseDirty } from '../refuse-dirty.ts';
import { answersText, askUnsure, runsText } from './answers.ts';
import type { agreed } from './questions.ts';
import { hardenDocument, planText, reportText, unanswered } from './report.ts';
import { readAnswers } from './read-answers.ts';
import { toRemember, underPreset } from './under.ts';
import { presetOfFlag } from '../preset/flag.ts';
import type { Loaded } from '../preset/load.ts';
import { rulesOfFlag } from '../audit/rule-names.ts';
import { configUnder, settingsFrom, wordOf } from '../audit/settings.ts';
import { assertSomethingToJudge } from '../audit/something-to-judge.ts';

/** Shows the changes, asks if there is a terminal, and writes all of them or none. */
export async function harden(invocation: Invocation): Promise<ExitStatus> {
  const { flags, stdin, out, err } = invocation;
  const call = await readCall(invocation);
  const { root, place, preset, given, only, ignore, mode, output } = call;
  if (mode !== 'dry-run') removeLeft(place.path, err);
  const before = readRepository(root);
  assertSomethingToJudge(before, root);
  if (mode !== 'dry-run' && !flags.has('force'))
    await refuseDirty(root, 'so fixes and your changes would be mixed', 'Commit or stash them, or add --force.');
  const { known, inferred } = await readAnswers(root, before);
  const templates = readTemplates(path.join(packageRoot, 'templates'));
  const { given: said } = await givenAnswers(invocation, undefined);
  const under = await underPreset(preset, root, { given, said, inferred }, templates);
  const { limits, policy } = under;
  const refer = referencing(inferred, templates, limits);
  const first = refer(given);
  const runs = runsOf(before);
  output.lines([...runsText(runs, output), ...answersText(first.readings, output)]);
  const config = configUnder(preset, configOf(before));
  const { exclude } = settingsFrom(invocation, config);
  const profile = only === undefined ? (wordOf(PROFILES, flags.get('profile')) ?? config?.profile) : undefined;
  const fixed = { only, ignore, config, policy, profile, exclude };
  const matters = (keys: readonly string[]): readonly string[] =>
    answersThatMatter(keys, inventoryOf(before, known), first, (other) => refer({ ...given, ...other }), {
      ...fixed,
      ...known,
      rules: only,
    });
  const terminal = { input: stdin, output };
  const reference = mode === 'ask' ? refer(await askUnsure(first, given, matters, terminal, limits)) : first;
  const pins = flags.has('resolve-digests') ? await pinsFor(before, fixed, err) : undefined;
  const planner = plannerFor(reference, { ...fixed, ...known, pins, today: new Date().toISOString().slice(0, 10) });
  const safe = planner(before, { takes: isSafe });
  output.lines(planText(safe, pins, output));
  const chosen =
    mode === 'ask'
      ? await agreedTogether({ before, safe, planner, more: policy?.rules ?? [], terminal }, { config, policy, known })
      : safe.after;
  const plan = {
    before,
    after: remembered(chosen, before, toRemember(reference, under)),
    steps: mode === 'ask' ? stepsBetween(before, chosen, planner) : safe.steps,
    faults: safe.faults,
  };
  const files = changedFiles(plan);
  if (mode !== 'dry-run') {
    const changed = new Map(files.map(({ path: file, after }) => [file, after]));
    // A run after a killed one already has the record, and completes its files.
    err.lines(removedText(writeFiles(place, changed, before.files, { first: recordPaths })));
  }
  if (flags.has('json')) {
    const said = { runs, readings: reference.readings, preset: preset?.recorded };
    out.json(hardenDocument(plan, said, files, mode === 'dry-run'));
  } else if (mode === 'dry-run') showPatch(patchOf(plan), { out, err });
  else {
    const judge = (repository: Repository) => audit(repository, { ...known, config, policy });
    out.lines(reportText(plan, files, judge, out, profile));
  }
  return unanswered(pins).length === 0 ? 0 : 3;
}

/** The command line, before anything in the repository is read. */
interface Call {
  readonly root: string;
  readonly place: ReturnType<typeof inspectTarget> & { readonly shown: string };
  readonly preset: Loaded | undefined;
  readonly given: Given;
  /** The rules of `--only` and `--ignore`. */
  readonly only: readonly string[] | undefined;
  readonly ignore: readonly string[] | undefined;
  /** `ask` asks about each change, `yes` makes the safe ones, `dry-run` writes nothing. */
  readonly mode: 'ask' | 'yes' | 'dry-run';
  /** The output for the plan, which is not the one for a document. */
  readonly output: Output;
}

/** @throws UserError with status 2 if a flag is wrong, or if nobody can be asked */
async function readCall(invocation: Invocation): Promise<Call> {
  const { flags, stdin, out, err, cwd, positionals } = invocation;
  const only = rulesOfFlag(flags, 'only');
  const ignore = rulesOfFlag(flags, 'ignore');
  const root = path.resolve(cwd, positionals[0] ?? '.');
  const place = { ...inspectTarget(root), shown: positionals[0] ?? '.' };
  const preset = await presetOfFlag(flags, cwd);
  const { given, problems } = await givenAnswers(invocation, place);
  const required = await requiredAmong(ignore.ids ?? [], preset);
  const all = [...invocation.problems, ...only.problems, ...ignore.problems, ...problems, ...required];
  if (all.length > 0) throw new UserError(all, { status: 2 });
  const output = flags.has('json') || flags.has('dry-run') ? err : out;
  const mode = flags.has('dry-run') ? 'dry-run' : flags.has('yes') ? 'yes' : 'ask';
  if (mode === 'ask' && !(stdin.isTTY === true && output.isTerminal))
    throw new UserError(
      'There is no terminal to ask on. Add --yes to make the safe changes, or --dry-run to see them.',
      { status: 2 },
    );
  return { root, place, preset, given, only: only.ids, ignore: ignore.ids, mode, output };
}

/**
 * The repository with the changes that a person agrees to.
 *
 * @throws UserError with status 1 if an accepted change makes something worse without one that was refused
 */
async function agreedTogether(
  asked: Parameters<typeof agreed>[0],
  {
    known,
    ...judged
  }: { readonly config: Config | undefined; readonly policy: Policy | undefined; readonly known: Known },
): Promise<Repository> {
  const questions = await import('./questions.ts');
  const chosen = await questions.agreed(asked);
  const worse = worseTogether(asked.before, chosen, { ...judged, ...known });
  if (worse.length === 0) return chosen;
  throw new UserError(
    ['Nothing was written: of the changes that you accepted, some need one that you refused. Without it:', ...worse],
    { status: 1 },
  );
}

/** A preset cannot be bypassed by excluding a required rule; `--only` just takes one of several steps. */
async function requiredAmong(ignored: readonly string[], preset: Loaded | undefined): Promise<readonly string[]> {
  if (preset === undefined || ignored.length === 0) return [];
  const { leftOutInVain } = await import('../preset/policy.ts');
  return leftOutInVain(preset, (id) => ignored.includes(id));
}

function referencing(inferred: Readings, templates: Files, limits: Limits): (given: Given) => Reference {
  return (given) => referenceFor(inferred, given, templates, limits);
}

interface Fixed {
  readonly only: readonly string[] | undefined;
  readonly ignore: readonly string[] | undefined;
  readonly config: Config | undefined;
  readonly policy: Policy | undefined;
  /** Undefined for all of them, or if the user named rules. */
  readonly profile: Profile | undefined;
  readonly exclude: readonly string[];
}

async function pinsFor(before: Repository, { only, ...fixed }: Fixed, err: Output): Promise<Pins> {
  const { resolvePins } = await import('../../network/resolve-pins.ts');
  return resolvePins(movingReferences(before, { ...fixed, rules: only }), (line) => err.lines([line]));
}

function plannerFor(reference: Reference, { only, ...common }: Fixed & Known): Planner {
  return (repository, { takes, rules: some }) => {
    const rules = some === undefined ? only : some.filter((id) => only?.includes(id) ?? true);
    return planHardening(repository, reference.repository, { ...common, takes, rules });
  };
}
