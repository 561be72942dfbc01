// A release contains nothing that another workflow wrote.
import { read } from '../../formats/yaml/read.ts';
import { defineRule, pages, type Sight } from '../rule.ts';
import { fieldOf, textOf } from '../../formats/yaml/values.ts';
import { about, sightAt } from '../sight.ts';
import { readStep, workflows, type Step, type Workflow } from '../look/workflows.ts';

export const noCacheInRelease = defineRule({
  id: 'no-cache-in-release',
  title: 'A release is built without a cache',
  why: 'Every workflow of a branch may write the cache: code in one of them can get into the next release without review.',
  group: 'Workflows',
  severity: 'medium',
  reference: pages.actions,
  profile: 'regular',
  advice: 'Remove the cache from the release workflow.',
  fix: 'manual',
  look: (inventory) =>
    workflows(inventory)
      .filter(releases)
      .flatMap(({ jobs }) => jobs.flatMap(({ steps }) => steps.filter(({ uses }) => uses !== '').map(judge))),
});

/** Runs only for a tag or a release. */
function releases({ document, triggers }: Workflow): boolean {
  const push = fieldOf(read(document, ['on']).value, 'push');
  const tags = fieldOf(push, 'tags') !== undefined && fieldOf(push, 'branches') === undefined;
  return !triggers.some((one) => one.startsWith('pull_request')) && (triggers.includes('release') || tags);
}

function judge(step: Step): Sight {
  const from = textOf(fieldOf(step.value, 'with', 'cache-from'));
  const caches =
    (/cache/i.test(/^[\w.-]+\/([\w.-]*)(\/restore)?@/i.exec(step.uses)?.[1] ?? '') && !/\/save@/.test(step.uses)) ||
    /^(true|npm|yarn|pnpm|pip|gradle|maven)$/.test(String(fieldOf(step.value, 'with', 'cache') ?? '')) ||
    (/^docker\//i.test(step.uses) && /type=(gha|registry)/.test(from));
  return sightAt(
    readStep(step, 'uses'),
    caches ? 'broken' : 'kept',
    about(step.job.name, 'builds a release from a cache', step.uses.replace(/@.*/, '')),
  );
}
