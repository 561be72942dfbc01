// Every file that matters can be read.
import { defineRule, pages } from '../rule.ts';

export const understood = defineRule({
  id: 'understood',
  title: 'Every manifest and configuration can be read',
  why: 'What cannot be parsed cannot be judged, and whoever applies it may get something else than they read.',
  group: 'Documents',
  severity: 'medium',
  reference: pages.kube,
  profile: 'regular',
  advice: 'Mend the syntax, or say in .kube-secure-controller.yaml why the file is as it is.',
  fix: 'manual',
  look: ({ faults, manifests, toml }) => [
    ...faults.map(({ path, line, message }) => ({
      state: 'unknown' as const,
      path,
      line,
      message: `cannot be judged: ${message}`,
    })),
    ...(manifests.length + toml.size > 0 && faults.length === 0
      ? [{ state: 'kept' as const, path: '', line: 1, message: '' }]
      : []),
  ],
});
