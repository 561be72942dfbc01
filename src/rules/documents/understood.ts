// Every file that matters can be read.
import type { Manifest } from '../../inventory/manifests.ts';
import { runsUnreadPods } from '../../kubernetes/pod-templates.ts';
import { defineRule, pages, type Sight } from '../rule.ts';

export const understood = defineRule({
  id: 'understood',
  title: 'Every manifest and configuration can be read',
  why: 'A file that cannot be parsed cannot be judged, and may have another effect than a reader expects.',
  group: 'Documents',
  severity: 'medium',
  reference: pages.kube,
  profile: 'regular',
  advice: 'Fix the syntax, or give the reason in .kube-secure-controller.yaml.',
  fix: 'manual',
  look: ({ faults, manifests, toml }) => [
    ...faults.map(({ path, line, message }) => ({
      state: 'unknown' as const,
      path,
      line,
      message: `cannot be judged: ${message}`,
    })),
    ...unreadPods(manifests),
    ...(manifests.length + toml.size > 0 && faults.length === 0
      ? [{ state: 'kept' as const, path: '', line: 1, message: '' }]
      : []),
  ],
});

/** Kinds of others that start Pods in a form of their own. */
function unreadPods(manifests: readonly Manifest[]): readonly Sight[] {
  return manifests.filter(runsUnreadPods).map((manifest) => ({
    state: 'unknown',
    path: manifest.path,
    line: manifest.line,
    message: `cannot be judged: ${manifest.kind} ${manifest.label} describes Pods or their rights in a form that audit does not read`,
  }));
}
