import { defineRule, pages, type Sight } from '../rule.ts';
import { about, sightAt } from '../sight.ts';
import { runDownload } from '../look/downloads.ts';
import { everyCommand } from '../look/pipelines.ts';
import { groupBy } from '../../group-by.ts';
import { KeptDownloads } from '../look/kept-downloads.ts';
import { readStep, sightInScript, type Step } from '../look/workflows.ts';

export const noDownloadToShell = defineRule({
  id: 'no-download-to-shell',
  title: 'CI runs no downloaded script without a check',
  why: 'curl | sh, or a download that the next line runs, executes whatever the server sends that day, with the token of the job.',
  group: 'Workflows',
  severity: 'medium',
  reference: pages.scorecard,
  profile: 'regular',
  advice: 'Download a version and check its sha256, or use an action that does.',
  fix: 'manual',
  look: (inventory) =>
    [
      ...groupBy(
        everyCommand(inventory).filter(({ run }) => run !== ''),
        ({ job }) => job,
      ).values(),
    ].flatMap(judge),
});

/** The steps of a job see the files of earlier steps. */
function judge(steps: readonly Step[]): readonly Sight[] {
  const kept = new KeptDownloads();
  return steps.map((step, index) => {
    const download = runDownload(step.run, kept);
    if (download === undefined) return sightAt(readStep(step, 'run'), 'kept', '');
    const from = steps.slice(0, index).findLast(({ run }) => run.includes(download)) ?? step;
    const said = `a script runs what it downloads: ${shortened(download)}`;
    return sightInScript(
      step.run.includes(download) ? step : from,
      download,
      about(step.job.name, said, shortened(download)),
    );
  });
}

function shortened(download: string): string {
  return download.length > 80 ? `${download.slice(0, 79)}…` : download;
}
