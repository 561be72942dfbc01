import { defineRule, pages } from '../rule.ts';
import { fieldOf, textOf } from '../../formats/yaml/values.ts';
import { about, sightAt } from '../sight.ts';
import { everyCommand } from '../look/pipelines.ts';
import { readStep } from '../look/workflows.ts';

export const attestedImages = defineRule({
  id: 'attested-images',
  title: 'An image that CI pushes can be traced to its source',
  why: 'Without a signature or provenance nobody can tell your image from one that was pushed with a stolen token.',
  group: 'Workflows',
  severity: 'medium',
  reference: pages.scorecard,
  profile: 'auditor',
  advice: 'Add actions/attest with push-to-registry, or cosign sign, after the push.',
  fix: 'manual',
  look: (inventory) =>
    everyCommand(inventory)
      .filter(
        ({ uses, value, run }) =>
          (/^docker\/build-push-action@/i.test(uses) && pushes(value)) ||
          /\b(docker|podman|buildah) push\b|\bpush=true\b/.test(run),
      )
      .map((step) => {
        const text = step.job.workflow.document.file.text;
        const signed = /actions\/attest(-build-provenance)?@|cosign sign|slsa-framework\//.test(text);
        return sightAt(
          readStep(step),
          signed ? 'kept' : 'broken',
          about(step.job.name, 'pushes an image that is neither signed nor attested'),
        );
      }),
});

function pushes(step: unknown): boolean {
  const push = fieldOf(step, 'with', 'push');
  return (
    (push !== undefined && push !== false && push !== 'false') ||
    /\bpush=true\b/.test(textOf(fieldOf(step, 'with', 'outputs')))
  );
}
