// Actions are named by the digest of their commit.
import { isRefusal } from '../../formats/edit.ts';
import { setAt } from '../../formats/yaml-edit.ts';
import { lineText } from '../../formats/edit.ts';
import { defineRule, pages, type Change, type Sight } from '../rule.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { sightAt } from '../sight.ts';
import { allSteps, readStep, workflows, readJob, type Step } from '../where/workflows.ts';
import { fieldOf, textOf } from '../sight.ts';

const pinned = /@[0-9a-f]{40}$/;

export const pinActionsByDigest = defineRule({
  id: 'pin-actions-by-digest',
  title: 'Actions are named by the digest of their commit',
  why: 'A tag can be moved: in March 2026 nearly every tag of a widely used action was, and ran in every workflow that named one.',
  group: 'Workflows',
  severity: 'medium',
  reference: pages.actions,
  advice: 'Write owner/action@<40 hex digits> # vX.Y.Z; dependabot keeps both up to date.',
  decision: 'The digest may be of a newer major version than yours: read its release notes.',
  kind: 'node',
  fix: 'manual',
  look: (inventory): readonly Sight[] => [
    ...allSteps(inventory).filter(({ uses }) => isRemote(uses)).map(judge),
    ...workflows(inventory).flatMap(({ jobs }) => jobs.filter(({ value }) => isRemote(textOf(fieldOf(value, 'uses')))).map((job) => {
      const reading = readJob(job, 'uses');
      return sightAt(reading, pinned.test(String(reading.value)) ? 'kept' : 'broken', `${String(reading.value)} is named by a tag or branch`);
    })),
  ],
});

function isRemote(uses: string): boolean {
  return uses !== '' && !uses.startsWith('./') && !/^docker:\/\/.*@sha256:/.test(uses);
}

function judge(step: Step): Sight {
  const reading = readStep(step, 'uses');
  const first = /^(actions|github)\//.test(step.uses) ? ({ severity: 'low' } as const) : {};
  return sightAt(reading, pinned.test(step.uses) ? 'kept' : 'broken', `${step.uses} is named by a tag or branch`, { ...first, fix: 'ask', change: (reference) => pin(step, reference) });
}

/** The digest that the reference uses for the same action; its major version may be newer, so it is asked about. */
function pin(step: Step, reference: Inventory): Change | undefined {
  const name = step.uses.replace(/@.*/, '');
  const model = allSteps(reference).find(({ uses }) => uses.startsWith(`${name}@`) && pinned.test(uses));
  if (model === undefined) return undefined;
  const place = readStep(model, 'uses');
  const version = /#\s*(v[\d.]+)/.exec(lineText(place.document.file.text, place.line))?.[1];
  const reading = readStep(step, 'uses');
  const { path } = step.job.workflow;
  const edits = setAt(reading.document, reading.keys, model.uses);
  if (isRefusal(edits)) return { path, refused: edits.refused };
  return { path, edits: edits.map((edit) => ({ ...edit, text: `${model.uses}${version === undefined ? '' : ` # ${version}`}` })) };
}
