// The binary carries the list of its dependencies.
import { defineRule, pages } from '../rule.ts';
import { sightIn } from '../sight.ts';

export const auditableBinary = defineRule({
  id: 'auditable-binary',
  title: 'The binary lists its crates',
  why: 'With cargo auditable, a scanner sees the crates in an image. Without it they are invisible.',
  group: 'Image',
  severity: 'low',
  reference: pages.kube,
  profile: 'auditor',
  advice: 'Build with cargo auditable build --release --locked.',
  fix: 'manual',
  look: ({ dockerfiles }) =>
    dockerfiles.flatMap((file) => {
      const build = file.instructions.find(
        ({ keyword, rest }) =>
          keyword === 'RUN' && /\bcargo\s+(\+\S+\s+)?(auditable\s+)?(build|zigbuild|install\s+--path)\b/.test(rest),
      );
      if (build === undefined) return [];
      return sightIn(
        file,
        build.start,
        /\bauditable\b/.test(build.rest) || /cgr\.dev\/chainguard\/rust/.test(file.text) ? 'kept' : 'broken',
        'cargo build without auditable',
      );
    }),
});
