// The image holds the binary and little else.
import { defineRule, pages } from '../rule.ts';
import { sightIn } from '../sight.ts';
import { finalStages } from '../where/dockerfiles.ts';

const good = /(^|\/)distroless\/|^cgr\.dev\/chainguard\/|^(.*\/)?chainguard\//;

export const minimalBaseImage = defineRule({
  id: 'minimal-base-image',
  title: 'The image has no shell and no package manager',
  why: 'A shell, curl and apt are what an attacker needs next; and every package is one more that a scanner complains about.',
  group: 'Image',
  severity: 'medium',
  reference: pages.kube,
  advice: 'Build in one stage and copy the binary into gcr.io/distroless/cc-debian13:nonroot or static.',
  kind: 'node',
  fix: 'manual',
  look: (inventory) =>
    finalStages(inventory, (file, _stage, inherited) => {
      const base = inherited.at(-1);
      const image = base?.resolved ?? '';
      const scratch = image === 'scratch';
      const state = good.test(image) ? 'kept' : image.includes('$') ? 'unknown' : 'broken';
      const why = scratch ? 'is empty: no CA certificates, and root unless USER says otherwise' : image.includes('$') ? 'is only known when the image is built' : 'brings a shell and packages along';
      return sightIn(file, base?.from.start ?? 0, state, `${file.path}: the base image ${base?.image ?? ''} ${why}`, scratch ? { severity: 'low' } : {});
    }),
});
