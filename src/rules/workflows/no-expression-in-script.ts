// Nothing that a stranger chose is pasted into a script.
import { defineRule, pages, type Sight } from '../rule.ts';
import { about, sightAt } from '../sight.ts';
import { openExpressions, type Expression } from '../look/expressions.ts';
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
    'The value is one word from then on, and nothing in it is run: look where it was meant to be several words, or code.',
  fix: 'ask',
  look: (inventory) =>
    everyStep(inventory).flatMap((step) => scriptsOf(step).map((script): Sight => judge(step, script))),
});

function judge(step: Step, script: Script): Sight {
  const open = openExpressions(step, script.text);
  const [worst] = [...open].sort((a, b) => order.indexOf(a.by) - order.indexOf(b.by));
  if (worst === undefined) return sightAt(script.reading, 'kept', '');
  const said = about(step.job.name, `a script contains \${{ ${worst.text} }}`, worst.text);
  const mended = script.isRun ? mending(step, open) : {};
  return sightInScript(step, worst.text, said, { severity: severities[worst.by], ...mended }, script.reading);
}

/** Left to a person where the script cannot be changed for certain. */
function mending(step: Step, open: readonly Expression[]): Partial<Sight> {
  const move = expressionsInEnv(step, open);
  return move === undefined
    ? {}
    : { fix: move.same ? 'safe' : 'ask', change: () => ({ path: step.job.workflow.path, edits: move.edits }) };
}
