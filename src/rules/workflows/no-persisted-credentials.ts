import { isRefusal } from '../../formats/edit.ts';
import { setAt } from '../../formats/yaml/edit.ts';
import { fieldOf, textOf } from '../../formats/yaml/values.ts';
import { defineRule, pages } from '../rule.ts';
import { about, sightAt } from '../sight.ts';
import { gitTokenUsers } from '../look/git-token.ts';
import { allSteps, readStep, type Step } from '../look/workflows.ts';

export const noPersistedCredentials = defineRule({
  id: 'no-persisted-credentials',
  title: 'A checkout leaves no token behind',
  why: 'Every later step can read the token in .git/config, and every artifact of the directory contains it.',
  group: 'Workflows',
  severity: 'medium',
  reference: pages.actions,
  profile: 'regular',
  advice: 'Set persist-credentials: false for actions/checkout.',
  decision: 'A later step seems to push or fetch with the token of the checkout; it would need its own token.',
  fix: 'safe',
  look: (inventory) => {
    const usesGitToken = gitTokenUsers(inventory.repository);
    return allSteps(inventory)
      .filter(({ uses }) => /^actions\/checkout@/i.test(uses))
      .map((step) => {
        const reading = readStep(step, 'with', 'persist-credentials');
        const off = reading.value === false || reading.value === 'false';
        const { path } = step.job.workflow;
        // Version 1 has no such input: GitHub prints a warning, and the token stays.
        const isFirst = /@v?1(?:\.|$)/.test(step.uses);
        const said = about(step.job.name, 'actions/checkout keeps its token in .git/config');
        if (isFirst) return sightAt(readStep(step, 'uses'), 'broken', said);
        return sightAt(reading.state === 'absent' ? readStep(step, 'uses') : reading, off ? 'kept' : 'broken', said, {
          ...(uploadsAll(step) ? { severity: 'high' } : {}),
          fix: reading.state === 'present' || isPartial(step) || usesGitToken(step.job) ? 'ask' : 'safe',
          change: () => {
            const edits = setAt(reading.document, reading.keys, false);
            return isRefusal(edits) ? { path, refused: edits.refused } : { path, edits };
          },
        });
      });
  },
});

/**
 * In a partial checkout, git uses the token to fetch the rest when a command needs it: `git diff`, `git log -p`, `git
 * blame`.
 */
function isPartial(step: Step): boolean {
  return ['filter', 'sparse-checkout'].some((key) => readStep(step, 'with', key).state !== 'absent');
}

/**
 * Whether a later step uploads the whole directory with hidden files as an artifact, which every reader of the
 * repository can get.
 */
function uploadsAll({ job, index }: Step): boolean {
  return job.steps.slice(index + 1).some(({ uses, value }) => {
    const paths = textOf(fieldOf(value, 'with', 'path')).split(/\s+/);
    const takesHidden =
      /@v[1-3](?:\.|$)/.test(uses) || String(fieldOf(value, 'with', 'include-hidden-files')) === 'true';
    return (
      /^actions\/upload-artifact@/i.test(uses) &&
      takesHidden &&
      paths.some((path) =>
        /^(?:\.|\.\/|\*\*?|\.\/\*\*?|\$\{\{\s*github\.workspace\s*\}\}\/?|\.git(?:\/.*)?)$/.test(path),
      )
    );
  });
}
