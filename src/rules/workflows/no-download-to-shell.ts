import { defineRule, pages } from '../rule.ts';
import { about, sightAt } from '../sight.ts';
import { allSteps, readStep, sightInScript } from '../look/workflows.ts';

export const noDownloadToShell = defineRule({
  id: 'no-download-to-shell',
  title: 'CI runs no script that it just downloaded',
  why: 'curl | sh runs whatever the server sends that day, with the token of the job.',
  group: 'Workflows',
  severity: 'medium',
  reference: pages.scorecard,
  advice: 'Download a version and check its sha256, or use an action that does.',
  fix: 'manual',
  look: (inventory) =>
    allSteps(inventory)
      .filter(({ run }) => run !== '')
      .map((step) => {
        const [download] = /\b(curl|wget)\b[^&;\n]*\|\s*(sudo\s+)?(ba|z)?sh\b/.exec(step.run) ?? [];
        return download === undefined
          ? sightAt(readStep(step, 'run'), 'kept', '')
          : sightInScript(step, download, about(`job ${step.job.id}`, 'a script pipes a download into a shell'));
      }),
});
