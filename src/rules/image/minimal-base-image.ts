// The image holds the binary and little else.
import { imageOf } from '../../formats/dockerfile/dockerfile.ts';
import { defineRule, pages, type Sight } from '../rule.ts';
import { sightIn } from '../sight.ts';
import { finalStages } from '../look/dockerfiles.ts';

const good = /(^|\/)distroless\/|(^|\/)chainguard\//;
/** Variants of these images that have a shell. */
const withShell = /[:-]debug\b|[:-]dev\b|\/chainguard\/(wolfi-base|bash|busybox|git|curl)\b/;
const distribution =
  /(^|\/)(debian|ubuntu|alpine|busybox|fedora|centos|rockylinux|almalinux|amazonlinux|archlinux|opensuse|oraclelinux|photon|ubi\d*|rust|golang|node|python|openjdk|buildpack-deps|origin-cli)([-:@/]|$)|\b(slim|alpine|bookworm|bullseye|buster|trixie|jammy|noble)\b/;

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
  if (good.test(image) && !withShell.test(image)) return ['kept', ''];
  if (good.test(image) || distribution.test(image)) return ['broken', 'contains a shell or packages'];
  return image.includes('$')
    ? ['unknown', 'is only known when the image is built']
    : ['unknown', 'is unknown; it should have neither a shell nor a package manager'];
}
