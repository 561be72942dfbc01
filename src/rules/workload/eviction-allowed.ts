// A PodDisruptionBudget allows the eviction of at least one Pod.
import { textOf } from '../../formats/yaml/values.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { podLabels, type Workload } from '../../inventory/workloads.ts';
import { selectsLabels } from '../../kubernetes/label-selector.ts';
import { readManifest, type Manifest } from '../../inventory/manifests.ts';
import { once } from '../../once.ts';
import { defineRule } from '../rule.ts';
import { about, sightAt, unknownAt } from '../sight.ts';
import { nameOf } from '../look/place.ts';
import { keptByWorkloads, ofKind } from '../look/objects.ts';
import { selectedFrom } from '../look/selected.ts';

export const evictionAllowed = defineRule({
  id: 'eviction-allowed',
  title: 'A node can be drained',
  why: 'A budget that allows no eviction stops every drain, and so the security updates of the node.',
  group: 'Workload',
  severity: 'medium',
  reference: 'https://kubernetes.io/docs/tasks/run-application/configure-pdb/#specifying-a-poddisruptionbudget',
  profile: 'regular',
  advice: 'Set maxUnavailable: 1 instead of minAvailable, or run one replica more than the minimum.',
  fix: 'manual',
  look: (inventory) => [
    ...keptByWorkloads(inventory),
    ...ofKind(inventory.manifests, /^PodDisruptionBudget$/).map((budget) => {
      const most = readManifest(budget, ['spec', 'maxUnavailable']);
      const least = readManifest(budget, ['spec', 'minAvailable']);
      const unread = [most, least].find(({ state }) => state === 'unknown');
      if (unread !== undefined) return unknownAt(unread, nameOf(budget), String(unread.keys.at(-1)));
      const none = isNone(most.value);
      const all = !none && isAll(least.value, budget, inventory);
      if (all === 'unknown')
        return sightAt(least, 'unknown', about(nameOf(budget), 'the number of its Pods cannot be judged'));
      return sightAt(
        all ? least : most,
        none || all ? 'broken' : 'kept',
        about(
          nameOf(budget),
          `allows no eviction (${all ? `minAvailable: ${String(least.value)}` : `maxUnavailable: ${String(most.value)}`})`,
        ),
      );
    }),
  ],
});

function isNone(value: unknown): boolean {
  return value === 0 || value === '0' || value === '0%';
}

/** The number of Pods: of one workload with a known number that no autoscaler changes. */
function isAll(value: unknown, budget: Manifest, inventory: Inventory): boolean | 'unknown' {
  if (value === '100%') return true;
  if (typeof value !== 'number' || value < 1) return false;
  const selector = readManifest(budget, ['spec', 'selector']).value;
  const isOwn = (workload: Workload): boolean =>
    /^(Deployment|StatefulSet)$/.test(workload.manifest.kind) &&
    !workload.manifest.patch &&
    workload.manifest.installation === budget.installation &&
    selectsLabels(selector, podLabels(workload)) === true;
  const own = selectedFrom(inventory, selector, isOwn, 2);
  if (own === undefined) return 'unknown';
  const [only] = own;
  if (only === undefined || own.length > 1) return false;
  if (scaledNames(inventory.manifests).has(only.manifest.name)) return false;
  const replicas = readManifest(only.manifest, ['spec', 'replicas']);
  if (replicas.state === 'unknown') return 'unknown';
  return (typeof replicas.value === 'number' ? replicas.value : 1) <= value;
}

const scaledNames = once(
  (manifests: readonly Manifest[]): ReadonlySet<string> =>
    new Set(
      manifests
        .filter(({ kind }) => kind === 'HorizontalPodAutoscaler')
        .map((one) => textOf(readManifest(one, ['spec', 'scaleTargetRef', 'name']).value)),
    ),
);
