// Nothing that a stranger chose is pasted into a script.
import { defineRule, pages, type Sight } from '../rule.ts';
import { about, sightAt } from '../sight.ts';
import { openExpressions, type Expression } from '../look/expressions.ts';
import { allSteps, readStep, sightInScript, type Step } from '../look/workflows.ts';
import { expressionsInEnv } from '../edit/expressions-in-env.ts';

const order: readonly Expression['by'][] = ['stranger', 'writer', 'computed'];
const severities = { stranger: 'high', writer: 'medium', computed: 'low' } as const;

export const noExpressionInScript = defineRule({
  id: 'no-expression-in-script',
  title: 'No expression is pasted into a script',
  why: 'A branch or a title such as `$(curl …)` becomes a command when ${{ }} puts it into run.',
  group: 'Workflows',
  severity: 'medium',
  reference: pages.actions,
  advice: 'Pass it through env, and use "$NAME" in the script.',
  decision:
    'The value is one word from then on, and nothing in it is run: look where it was meant to be several words, or code.',
  fix: 'ask',
  look: (inventory) =>
    allSteps(inventory)
      .filter(({ run }) => run !== '')
      .flatMap((step): readonly Sight[] => {
        const open = openExpressions(step);
        const [worst] = [...open].sort((a, b) => order.indexOf(a.by) - order.indexOf(b.by));
        if (worst === undefined) return [sightAt(readStep(step, 'run'), 'kept', '')];
        return [
          sightInScript(
            step,
            worst.text,
            about(`job ${step.job.id}`, `a script contains \${{ ${worst.text} }}`, worst.text),
            {
              severity: severities[worst.by],
              ...mending(step, open),
            },
          ),
        ];
      }),
});

/** Left to a person where the script cannot be changed for certain. */
function mending(step: Step, open: readonly Expression[]): Partial<Sight> {
  const move = expressionsInEnv(step, open);
  return move === undefined
    ? {}
    : { fix: move.same ? 'safe' : 'ask', change: () => ({ path: step.job.workflow.path, edits: move.edits }) };
}
