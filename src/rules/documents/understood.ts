// Every file that matters can be read.
import type { Manifest } from '../../inventory/manifests.ts';
import { runsUnreadPods } from '../../kubernetes/pod-templates.ts';
import { defineRule, pages, type Sight } from '../rule.ts';

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
    message: `cannot be judged: ${manifest.kind} ${manifest.label} says what Pods are or may in a form that is not read here`,
  }));
}
