// The image holds the binary and little else.
import { imageOf } from '../../formats/dockerfile/dockerfile.ts';
import { defineRule, pages, type Sight } from '../rule.ts';
import { sightIn } from '../sight.ts';
import { finalStages } from '../look/dockerfiles.ts';
import { distribution, hasNoShell, minimal } from '../look/image-kinds.ts';

export const minimalBaseImage = defineRule({
  id: 'minimal-base-image',
  title: 'The image has no shell and no package manager',
  why: 'An attacker needs a shell, curl and apt next, and scanners report findings for every package.',
  group: 'Image',
  severity: 'medium',
  reference: pages.kube,
  profile: 'auditor',
  advice: 'Build in one stage and copy the binary into gcr.io/distroless/cc-debian13:nonroot or static.',
  fix: 'manual',
  look: (inventory) =>
    finalStages(inventory, (file, _stage, inherited) => {
      const base = inherited.at(-1);
      const image = base?.resolved ?? '';
      const [state, why] = judge(image);
      return sightIn(
        file,
        base?.from.start ?? 0,
        state,
        `the base image ${base === undefined ? '' : imageOf(base)} ${why}`,
        image === 'scratch' ? { severity: 'low' } : {},
      );
    }),
});

function judge(image: string): readonly [Sight['state'], string] {
  if (image === 'scratch') return ['broken', 'is empty: no CA certificates, and root unless USER says otherwise'];
  if (hasNoShell(image)) return ['kept', ''];
  if (minimal.test(image) || distribution.test(image)) return ['broken', 'contains a shell or packages'];
  return image.includes('$')
    ? ['unknown', 'is only known when the image is built']
    : ['unknown', 'is unknown; it should have neither a shell nor a package manager'];
}
