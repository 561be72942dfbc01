import { defineRule, pages } from '../rule.ts';
import { about, sightAt } from '../sight.ts';
import { runDownload } from '../look/downloads.ts';
import { everyCommand } from '../look/pipelines.ts';
import { readStep, sightInScript } from '../look/workflows.ts';

export const noDownloadToShell = defineRule({
  id: 'no-download-to-shell',
  title: 'CI runs no script that it just downloaded',
  why: 'curl | sh, or a download that is run in the next line, runs whatever the server sends that day, with the token of the job.',
  group: 'Workflows',
  severity: 'medium',
  reference: pages.scorecard,
  profile: 'regular',
  advice: 'Download a version and check its sha256, or use an action that does.',
  fix: 'manual',
  look: (inventory) =>
    everyCommand(inventory)
      .filter(({ run }) => run !== '')
      .map((step) => {
        const download = runDownload(step.run);
        return download === undefined
          ? sightAt(readStep(step, 'run'), 'kept', '')
          : sightInScript(
              step,
              download,
              about(step.job.name, `a script runs what it downloads: ${shortened(download)}`, shortened(download)),
            );
      }),
});

function shortened(download: string): string {
  return download.length > 80 ? `${download.slice(0, 79)}…` : download;
}
