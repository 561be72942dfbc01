import { isRefusal, lineText, type Edits } from '../../formats/edit.ts';
import { setAt } from '../../formats/yaml/edit.ts';
import { read, type Reading } from '../../formats/yaml/read.ts';
import { noteBehind, rewrite } from '../../formats/yaml/scalar.ts';
import { defineRule, pages, type Change, type Sight } from '../rule.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { Pinned } from '../../inventory/pins.ts';
import { fieldOf, textOf } from '../../formats/yaml/values.ts';
import { sightAt } from '../sight.ts';
import { remoteUse, usesOfActions, whyByTag, type RemoteUse } from '../look/actions.ts';
import { mayReplace } from '../edit/no-step-back.ts';
import { pinning, unpinnable } from '../edit/pinning.ts';
import { allSteps, readJob, readStep, workflows, type Step } from '../look/workflows.ts';

const pinned = /@[0-9a-f]{40}$/;

export const pinActionsByDigest = defineRule({
  id: 'pin-actions-by-digest',
  title: 'Actions are named by the digest of their commit',
  why: 'A tag can be moved. In March 2026 nearly every tag of a widely used action was moved, and every workflow that used a tag ran the new code.',
  group: 'Workflows',
  severity: 'medium',
  reference: pages.actions,
  profile: 'regular',
  advice:
    'Write owner/action@<40 hex digits> # vX.Y.Z; dependabot keeps both up to date. `harden --resolve-digests` asks the repositories and writes it.',
  decision:
    'The digest belongs to a version of the same major that is not older than yours: read its release notes. With --resolve-digests it belongs to the version that runs today.',
  fix: 'manual',
  look: (inventory): readonly Sight[] => [
    ...allSteps(inventory).flatMap((step) =>
      judge(
        step.uses,
        readStep(step, 'uses'),
        inventory,
        isExact(step.uses) ? (reference) => likeReference(step, reference) : undefined,
      ),
    ),
    ...workflows(inventory).flatMap(({ jobs }) =>
      jobs.flatMap((job) => judge(textOf(fieldOf(job.value, 'uses')), readJob(job, 'uses'), inventory)),
    ),
    ...usesOfActions(inventory).flatMap((reading) => judge(textOf(reading.value), reading, inventory)),
  ],
});

type ChangeFrom = (reference: Inventory) => Change | undefined;

/** For a tag that moves, the age of its commit is unknown. */
function isExact(uses: string): boolean {
  return /@v?\d+\.\d+\.\d+$/.test(uses);
}

function judge(uses: string, reading: Reading, inventory: Inventory, model?: ChangeFrom | undefined): readonly Sight[] {
  if (uses === '' || uses.startsWith('./') || /^docker:\/\/.*@sha256:/.test(uses)) return [];
  if (pinned.test(uses) || (whyByTag(uses) !== undefined && isExact(uses))) return [sightAt(reading, 'kept', uses)];
  const severity = /^(actions|github)\//.test(uses) ? ({ severity: 'low' } as const) : {};
  const asked = model === undefined ? {} : ({ fix: 'ask', change: model } as const);
  return [
    sightAt(
      reading,
      'broken',
      { message: `${uses} is named by a tag or branch`, what: uses },
      {
        ...severity,
        ...asked,
        ...mending(uses, reading, inventory),
      },
    ),
  ];
}

function mending(uses: string, reading: Reading, inventory: Inventory): ReturnType<typeof pinning> {
  const { path } = reading.document.file;
  const use = remoteUse(uses);
  const why = whyByTag(uses) ?? (use === undefined ? 'it is not owner/action@version' : undefined);
  if (use === undefined || why !== undefined) return unpinnable(inventory, path, `${uses} stays: ${why}`);
  return pinning(use.moving, inventory, path, (pin) => pinTo(pin, use, uses, reading));
}

/** The same commit that runs today, by its digest; a version that was an argument becomes an input. */
function pinTo(
  { digest, version }: Pinned,
  { stem, input }: RemoteUse,
  uses: string,
  { document, keys, node }: Reading,
): Edits {
  if (node === undefined) return { refused: 'it is not in this file' };
  const inputs = [...keys.slice(0, -1), 'with'];
  const given = input === undefined || read(document, [...inputs, input.name]).state !== 'absent';
  const edits = [
    rewrite(document, node, `${stem}@${digest}`),
    given ? [] : setAt(document, [...inputs, input.name], input.value),
  ];
  const refused = edits.find(isRefusal);
  const note = version === undefined ? [] : noteBehind(document, node, version, uses.replace(/^.*@/, ''));
  return refused ?? [...note, ...edits.flatMap((one) => (isRefusal(one) ? [] : one))];
}

const noVersion =
  'this program knows no equally new version of its major; harden --resolve-digests asks for the one that runs today';

/** The digest that the reference uses for the same action, if it is neither older nor a new major version. */
function likeReference(step: Step, reference: Inventory): Change | undefined {
  const [name = '', used = ''] = step.uses.split('@');
  const model = allSteps(reference).find(({ uses }) => uses.startsWith(`${name}@`) && pinned.test(uses));
  if (model === undefined) return undefined;
  const place = readStep(model, 'uses');
  const version = /#\s*(v[\d.]+)/.exec(lineText(place.document.file.text, place.line))?.[1];
  const { path } = step.job.workflow;
  if (version === undefined || !mayReplace(used, version)) return { path, refused: `${step.uses} stays: ${noVersion}` };
  const reading = readStep(step, 'uses');
  const edits = setAt(reading.document, reading.keys, model.uses);
  if (isRefusal(edits)) return { path, refused: edits.refused };
  return {
    path,
    edits: edits.map((edit) => ({ ...edit, text: `${model.uses} # ${version}` })),
  };
}
