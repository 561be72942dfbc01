// Nothing that a stranger chose is pasted into a script.
import { defineRule, pages } from '../rule.ts';
import { sightAt } from '../sight.ts';
import { allSteps, readStep } from '../where/workflows.ts';

export const noExpressionInScript = defineRule({
  id: 'no-expression-in-script',
  title: 'No expression is pasted into a script',
  why: 'A branch or a title such as `$(curl …)` becomes a command when ${{ }} puts it into run.',
  group: 'Workflows',
  severity: 'medium',
  reference: pages.actions,
  advice: 'Pass it through env, and use "$NAME" in the script.',
  kind: 'node',
  fix: 'manual',
  look: (inventory) =>
    allSteps(inventory)
      .filter(({ run }) => run !== '')
      .map((step) => {
        const expressions = [...step.run.matchAll(/\$\{\{\s*([^}]*?)\s*\}\}/g)].map((match) => match[1] ?? '');
        const chosen = expressions.find((one) => /github\.(event\.(?!number\b|action\b)|head_ref|ref_name|ref\b)|inputs\./.test(one));
        const place = readStep(step, 'run');
        return sightAt(place, expressions.length === 0 ? 'kept' : 'broken', `${step.job.workflow.path}: a script of job ${step.job.id} contains \${{ ${chosen ?? expressions[0] ?? ''} }}`, chosen === undefined ? { severity: 'low' } : /event\.|head_ref/.test(chosen) ? { severity: 'high' } : {});
      }),
});
