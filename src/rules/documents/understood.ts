// Every file that matters can be read.
import { expressionsIn } from '../../formats/workflow-expressions.ts';
import { readManifest, type Manifest } from '../../inventory/manifests.ts';
import { unreadRules } from '../../inventory/grants/unread.ts';
import { containerLists, type Workload } from '../../inventory/workloads.ts';
import { itemsOf } from '../../formats/yaml/values.ts';
import { runsUnreadPods } from '../../kubernetes/pod-templates.ts';
import { nameOf } from '../look/place.ts';
import { EACH, unreadOn } from '../look/readings-at.ts';
import { bindings } from '../look/bindings.ts';
import { everyStep, readStep, unknownUntilRun } from '../look/workflows.ts';
import { defineRule, pages, type Sight } from '../rule.ts';
import { unknownAt } from '../sight.ts';

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
  look: (inventory) => [
    ...inventory.faults.map(({ path, line, message }) => ({
      state: 'unknown' as const,
      path,
      line,
      message: `cannot be judged: ${message}`,
    })),
    ...unreadPods(inventory.manifests),
    ...inventory.workloads.flatMap(unreadContainers),
    ...everyStep(inventory)
      .filter(({ run }) => isExpression(run))
      .map((step) => unknownUntilRun(readStep(step, 'run'), step.job.name, 'run')),
    ...bindings(inventory).flatMap((binding) => unreadOn(binding, ['subjects', EACH, 'kind'], nameOf(binding))),
    ...unreadRules(inventory.manifests).map(({ path, line, why }) => ({
      state: 'unknown' as const,
      path,
      line,
      message: why,
    })),
    ...(inventory.manifests.length + inventory.toml.size > 0 && inventory.faults.length === 0
      ? [{ state: 'kept' as const, path: '', line: 1, message: '' }]
      : []),
  ],
});

/** Kinds of other projects that start Pods in a form of their own. */
function unreadPods(manifests: readonly Manifest[]): readonly Sight[] {
  return manifests.filter(runsUnreadPods).map((manifest) => ({
    state: 'unknown',
    path: manifest.path,
    line: manifest.line,
    message: `cannot be judged: ${manifest.kind} ${manifest.label} describes Pods or their rights in a form that audit does not read`,
  }));
}

/** Containers that a chart computes: no rule can see what is in them. */
function unreadContainers({ manifest, pod }: Workload): readonly Sight[] {
  const whole = readManifest(manifest, pod);
  if (whole.state === 'unknown') return [unknownAt(whole, nameOf(manifest), 'its Pod')];
  return containerLists.flatMap((list) => {
    const reading = readManifest(manifest, [...pod, list]);
    const items = itemsOf(reading).map((_, index) => readManifest(manifest, [...pod, list, index]));
    return [reading, ...items]
      .filter(({ state }) => state === 'unknown')
      .map((one) => unknownAt(one, nameOf(manifest), list));
  });
}

/** A script that is one expression: no part of it can be read. */
function isExpression(script: string): boolean {
  const [only, ...more] = expressionsIn(script);
  return only !== undefined && more.length === 0 && script.trim() === script.slice(only.start, only.end);
}
