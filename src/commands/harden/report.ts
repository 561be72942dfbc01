// The texts of harden: the plan before, the outcome after.
import type { RecordedPreset } from '../../answers/document.ts';
import { groupBy } from '../../group-by.ts';
import type { Audit } from '../../audit/audit.ts';
import type { ChangedFile } from '../../harden/changes.ts';
import type { Step } from '../../harden/apply.ts';
import type { Plan } from '../../harden/plan.ts';
import { staleCopies } from '../../harden/stale-copies.ts';
import type { Runs } from '../../harden/infer-program.ts';
import type { Readings } from '../../harden/reading.ts';
import type { Repository } from '../../repo/repository.ts';
import { rules } from '../../rules/index.ts';
import type { Profile } from '../../rules/rule.ts';
import type { Pins } from '../../inventory/pins.ts';
import { reviewAdvice } from '../review-advice.ts';
import { answersDocument } from './answers.ts';
import { outcomeText } from './outcome.ts';
import { fitted, section, type Page } from './section.ts';

/** By file: the rules whose fixes need no decision, and the facts that could not be found out for them. */
export function planText({ steps }: Plan, pins: Pins | undefined, page: Page): readonly string[] {
  const safe = safeLines(steps.filter(({ outcome }) => outcome === 'made'));
  return [
    ...(safe.length === 0
      ? [page.paint('bold', 'Nothing that is safe to change'), '']
      : section('What is safe to change', safe, page)),
    ...section('Not found, so these stay as they are', unanswered(pins), page),
  ];
}

/** A line for each file and rule; in a large repository a line for each rule. */
function safeLines(steps: readonly Step[]): readonly string[] {
  const each = new Set(steps.map(({ finding }) => `${finding.path}  ${finding.rule}`));
  if (each.size <= mostLines) return [...each];
  return [...groupBy(steps, ({ finding }) => finding.rule)].map(([rule, same]) => {
    const [first = '', ...more] = new Set(same.map(({ finding }) => finding.path));
    return `${first}${andMore(more.length)}  ${rule}`;
  });
}

function andMore(files: number): string {
  return files === 0 ? '' : ` and ${files} more ${files === 1 ? 'file' : 'files'}`;
}

/** More lines fill the screen, and hide what else there is to read. */
const mostLines = 30;

/** The questions without an answer from the network, with the reasons. */
export function unanswered(pins: Pins | undefined): readonly string[] {
  return [...(pins ?? [])].flatMap(([name, pin]) => ('why' in pin ? [`${name}  ${pin.why}`] : []));
}

export function reportText(
  plan: Plan,
  files: readonly ChangedFile[],
  judge: (repository: Repository) => Audit,
  page: Page,
  profile: Profile = 'regular',
): readonly string[] {
  const refused = plan.steps.filter(({ outcome }) => outcome === 'refused');
  const left = plan.steps.filter(({ outcome }) => outcome === 'left');
  const asked = left.filter(({ finding }) => finding.fix !== 'manual');
  return [
    ...section('Written', writtenLines(files), page),
    ...section(
      'Rendered from a chart that changed, so render them again',
      staleCopies(
        plan.after,
        files.map(({ path }) => path),
      ).map(({ path, chart }) => `${path}  (from ${chart})`),
      page,
    ),
    ...section(
      'Not understood, so left alone',
      plan.faults.map(({ path, line: at, message }) => `${path}:${at}  ${message}`),
      page,
    ),
    ...section('Refused', inBrief(refused), page),
    ...section('Left to your decision: harden asks in a terminal', [...inBrief(asked), ...knownOf(asked)], page),
    ...section(
      'Left to you, by hand',
      [...inBrief(left.filter((step) => !asked.includes(step))), ...(left.some(isOfTag) ? [ofTags] : [])],
      page,
    ),
    files.length === 0 ? 'Nothing was written.' : `${files.length} ${files.length === 1 ? 'file' : 'files'} written.`,
    ...(files.length === 0
      ? []
      : [...outcomeText(judge(plan.before), judge(plan.after), page, profile), ...fitted(reviewAdvice, page)]),
  ];
}

function writtenLines(files: readonly ChangedFile[]): readonly string[] {
  const lines = files.map(({ path, before }) => `${path}${before === undefined ? ' (new)' : ''}`);
  return lines.length <= mostLines
    ? lines
    : [...lines.slice(0, mostLines - 1), `and ${lines.length - mostLines + 1} more; --json lists all`];
}

const ofTags =
  '--resolve-digests asks GitHub and the registries for the commits and digests of the tags above, and pins them.';

/** Left because no network was used: the advice of such rules names the flag. */
function isOfTag({ outcome, finding }: Step): boolean {
  return (
    outcome === 'left' && rules.some(({ id, advice }) => id === finding.rule && advice.includes('--resolve-digests'))
  );
}

/** What a person must know before these decisions, in addition to the texts of the rules, with its files. */
function knownOf(steps: readonly Step[]): readonly string[] {
  return [...groupBy(steps, ({ finding }) => finding.decision ?? '')].flatMap(([known, same]) => {
    const [file = '', ...files] = new Set(same.map(({ finding }) => finding.path));
    return known === '' ? [] : [`${file}${andMore(files.length)}: ${known}`];
  });
}

/** Many findings of one rule, such as every action of every workflow, would hide the others. */
const mostOfOneRule = 2;

function inBrief(steps: readonly Step[]): readonly string[] {
  return [...groupBy(steps, ({ finding }) => finding.rule)].flatMap(([rule, same]) => {
    if (same.length <= mostOfOneRule) return same.map(line);
    const rest = same.slice(mostOfOneRule - 1);
    const files = [...new Set(rest.map(({ finding }) => finding.path))];
    return [
      ...same.slice(0, mostOfOneRule - 1).map(line),
      `and ${rest.length} more of ${rule} in ${files.length === 1 ? (files[0] ?? '') : `${files.length} files`}; --json lists all`,
    ];
  });
}

function line({ finding, why, outcome }: Step): string {
  return `${finding.path}:${finding.line}  ${finding.rule}: ${outcome === 'refused' ? (why ?? '') : finding.message}`;
}

export function hardenDocument(
  { steps, faults }: Plan,
  {
    runs,
    readings,
    preset,
  }: { readonly runs: Runs; readonly readings: Readings; readonly preset: RecordedPreset | undefined },
  files: readonly ChangedFile[],
  dryRun: boolean,
): object {
  return {
    dryRun,
    ...(preset && { preset }),
    runs,
    answers: answersDocument(readings),
    files: files.map(({ path, before, diff }) => ({ path, state: before === undefined ? 'created' : 'changed', diff })),
    faults,
    steps: steps.map(({ finding, outcome, why }) => ({ ...finding, outcome, ...(why === undefined ? {} : { why }) })),
  };
}
