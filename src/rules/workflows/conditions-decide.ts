// A condition can be false.
import type { Reading } from '../../formats/yaml/read.ts';
import { textOf } from '../../formats/yaml/values.ts';
import { expressionsIn } from '../../formats/workflow-expressions.ts';
import { defineRule, type Sight } from '../rule.ts';
import { about, sightAt } from '../sight.ts';
import { readJob, readStep, workflows, actionSteps, type Job } from '../look/workflows.ts';

export const conditionsDecide = defineRule({
  id: 'conditions-decide',
  title: 'Every condition of a workflow can be false',
  why: 'Text around an expression makes a condition a text, and every text that is not empty is true: the guard of a release or of a secret is then none.',
  group: 'Workflows',
  severity: 'high',
  reference: 'https://docs.github.com/en/actions/reference/workflows-and-actions/expressions',
  profile: 'regular',
  advice:
    'Put the whole condition into one expression, without a line break behind it (if: >- or one line); compare whole names, or search a list from fromJSON.',
  fix: 'manual',
  look: (inventory) => [
    ...workflows(inventory).flatMap(({ jobs }) => jobs.flatMap(judge)),
    ...actionSteps(inventory).map((step) => sightOf(step.job, readStep(step, 'if'))),
  ],
});

function judge(job: Job): readonly Sight[] {
  return [readJob(job, 'if'), ...job.steps.map((step) => readStep(step, 'if'))]
    .filter(({ state }) => state === 'present')
    .map((reading) => sightOf(job, reading));
}

function sightOf(job: Job, reading: Reading): Sight {
  const condition = textOf(reading.value);
  const always = whyAlwaysTrue(condition);
  if (always !== undefined) return sightAt(reading, 'broken', about(job.name, always, 'always true'));
  const loose = looseSearch(condition);
  return loose === undefined
    ? sightAt(reading, 'kept', '')
    : sightAt(reading, 'broken', about(job.name, loose, 'contains'), { severity: 'medium' });
}

/** GitHub takes a condition as a text if an expression is only a part of it. */
function whyAlwaysTrue(condition: string): string | undefined {
  const found = expressionsIn(condition);
  const [first] = found;
  if (first === undefined) return undefined;
  const around = condition.slice(0, first.start) + condition.slice(found.at(-1)?.end);
  if (found.length === 1 && around === '') return undefined;
  return around !== '' && around.trim() === ''
    ? 'its condition is always true: a line break behind the expression makes it a text'
    : `its condition is always true: it is a text with ${found.length === 1 ? 'an expression' : 'expressions'} in it`;
}

/**
 * `contains('a b', github.ref)` is true for every part of the text, so also for a branch with the name `refs/heads/ma`.
 */
const inText =
  /\bcontains\(\s*'[^']*'\s*,\s*(?:github\.(?:ref(?:_name)?|head_ref|base_ref|actor|triggering_actor|event\.[\w.]+)|env\.\w+|inputs\.\w+)\s*\)/i;

function looseSearch(condition: string): string | undefined {
  const [found] = inText.exec(condition) ?? [];
  return found === undefined ? undefined : `${found} is true for every part of that text`;
}
