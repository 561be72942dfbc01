// No text of a stranger is pasted into a script.
import { expressionsIn } from '../../formats/workflow-expressions.ts';
import { textOf } from '../../formats/yaml/values.ts';
import { defineRule, pages, type Sight } from '../rule.ts';
import { about, sightAt } from '../sight.ts';
import { environmentOf, openExpressions, whoDecides, type Expression } from '../look/expressions.ts';
import { pipelineJobs } from '../look/pipelines.ts';
import { scriptsOf, type Script } from '../look/scripts.ts';
import { everyStep, sightInScript, type Step } from '../look/workflows.ts';
import { expressionsInEnv } from '../edit/expressions-in-env.ts';

const order: readonly Expression['by'][] = ['stranger', 'writer', 'computed'];
const severities = { stranger: 'high', writer: 'medium', computed: 'low' } as const;

export const noExpressionInScript = defineRule({
  id: 'no-expression-in-script',
  title: 'No expression is pasted into a script',
  why: 'A branch or a title such as `$(curl …)` becomes a command when ${{ }} puts it into run, or into the script of an action.',
  group: 'Workflows',
  severity: 'medium',
  reference: pages.actions,
  profile: 'regular',
  advice: 'Pass it through env, and use "$NAME" in the script.',
  decision:
    'The value becomes one word, and the shell no longer executes it: check where it should be several words, or code.',
  fix: 'ask',
  look: (inventory) => [
    ...everyStep(inventory).flatMap((step) => scriptsOf(step).map((script): Sight => judge(step, script))),
    ...pipelineJobs(inventory).flatMap(({ steps }) => steps.flatMap(runsText)),
  ],
});

/**
 * GitLab expands no variable in a script before the shell does, but `eval` and `sh -c` run what the shell expanded.
 *
 * @see https://docs.gitlab.com/ci/variables/predefined_variables/
 */
function runsText(step: Step): readonly Sight[] {
  const found = step.run.split('\n').flatMap((line) => {
    const words = line.replaceAll(/\s+/g, ' ');
    return [...words.matchAll(runs)].flatMap(({ 0: start, index }) => {
      const given = words.slice(index + start.length).replace(/^"/, '');
      return ofOthers.exec(given.split(/['"]/)[0] ?? '')?.[0] ?? [];
    });
  });
  const [name] = found;
  if (name === undefined) return [];
  const said = about(step.job.name, `a script executes a text that its author chooses: ${name}`, name);
  return [sightInScript(step, name, said, { severity: 'high', fix: 'manual' })];
}

const runs = /(?:^|[ ;&|/])(?:eval|(?:ba|z|da|k|a)?sh -[a-z]{0,6}c) /g;
const ofOthers =
  /\$\{?CI_(?:MERGE_REQUEST_(?:TITLE|DESCRIPTION|SOURCE_BRANCH_NAME|LABELS)|COMMIT_(?:MESSAGE|TITLE|DESCRIPTION|AUTHOR|BRANCH|REF_NAME|TAG(?:_MESSAGE)?)|EXTERNAL_PULL_REQUEST_SOURCE_BRANCH_NAME)\b/;

function judge(step: Step, script: Script): Sight {
  const open = openExpressions(step, script.text);
  const [worst] = [...open].sort((a, b) => order.indexOf(a.by) - order.indexOf(b.by));
  if (worst === undefined) return filledVariable(step, script) ?? sightAt(script.reading, 'kept', '');
  const said = about(step.job.name, `a script contains \${{ ${worst.text} }}`, worst.text);
  const mended = script.isRun ? mending(step, open) : {};
  const severity = isWholeInput(script.text) ? severities.computed : severities[worst.by];
  return sightInScript(step, worst.text, said, { severity, ...mended }, script.reading);
}

/**
 * The inputs of an action or a workflow that are scripts: the caller writes them, and the rule judges the expressions
 * there.
 */
function isWholeInput(script: string): boolean {
  return /^\s*\$\{\{\s*inputs\.[\w-]*(?:script|command|cmd|run|shell|hook|commands)\s*\}\}\s*$/i.test(script);
}

/**
 * A variable does not help if the script runs its content. A command that the authors of a workflow pass to an action
 * is meant to run.
 */
function filledVariable(step: Step, script: Script): Sight | undefined {
  const found = [...script.text.matchAll(runsVariable)].flatMap(([words, name = '']) => {
    const value = textOf(environmentOf(step, name));
    const isOpen = expressionsIn(value).some(({ code }) => whoDecides(code, step) === 'stranger');
    return isOpen ? [words.trim()] : [];
  });
  const [words] = found;
  if (words === undefined) return undefined;
  const said = about(step.job.name, `a script executes a variable that an expression fills: ${words}`, words);
  return sightInScript(step, words, said, { severity: 'high', fix: 'manual' }, script.reading);
}

const runsVariable =
  /(?:^|[\s;&|/])(?:eval|(?:ba|z|da|k|a)?sh\s+-[a-z]{0,6}c|Invoke-Expression|iex)\s+["']?\$(?:env:)?\{?(\w+)/gim;

/** Left to a person if the script cannot be changed with certainty. */
function mending(step: Step, open: readonly Expression[]): Partial<Sight> {
  const move = expressionsInEnv(step, open);
  return move === undefined
    ? {}
    : { fix: move.same ? 'safe' : 'ask', change: () => ({ path: step.job.workflow.path, edits: move.edits }) };
}
