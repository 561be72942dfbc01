// A PodDisruptionBudget lets some Pod go.
import { fieldOf, textOf } from '../../formats/yaml/values.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { readManifest, type Manifest } from '../../inventory/manifests.ts';
import { defineRule } from '../rule.ts';
import { about, sightAt } from '../sight.ts';
import { nameOf } from '../look/place.ts';
import { keptByWorkloads, ofKind } from '../look/webhooks.ts';

export const evictionAllowed = defineRule({
  id: 'eviction-allowed',
  title: 'A node can be drained',
  why: 'A budget that lets no Pod go stops every drain, and so the updates of the node that would close a hole.',
  group: 'Workload',
  severity: 'medium',
  reference: 'https://kubernetes.io/docs/tasks/run-application/configure-pdb/#specifying-a-poddisruptionbudget',
  profile: 'regular',
  advice: 'Set maxUnavailable: 1 in place of minAvailable, or run one replica more than must be there.',
  fix: 'manual',
  look: (inventory) => [
    ...keptByWorkloads(inventory),
    ...ofKind(inventory.manifests, /^PodDisruptionBudget$/).map((budget) => {
      const most = readManifest(budget, ['spec', 'maxUnavailable']);
      const least = readManifest(budget, ['spec', 'minAvailable']);
      const unread = [most, least].find(({ state }) => state === 'unknown');
      if (unread !== undefined)
        return sightAt(unread, 'unknown', about(nameOf(budget), `cannot be judged (${unread.why ?? ''})`));
      const none = isNone(most.value);
      const all = !none && isAll(least.value, budget, inventory);
      return sightAt(
        all ? least : most,
        none || all ? 'broken' : 'kept',
        about(
          nameOf(budget),
          `lets no Pod go (${all ? `minAvailable: ${String(least.value)}` : `maxUnavailable: ${String(most.value)}`})`,
        ),
      );
    }),
  ],
});

function isNone(value: unknown): boolean {
  return value === 0 || value === '0' || value === '0%';
}

/** As many as run: of one workload whose number is known, and that no autoscaler changes. */
function isAll(value: unknown, budget: Manifest, { workloads, manifests }: Inventory): boolean {
  if (value === '100%') return true;
  if (typeof value !== 'number' || value < 1) return false;
  const wanted = Object.entries(Object(readManifest(budget, ['spec', 'selector', 'matchLabels']).value));
  const own = workloads.filter(
    ({ manifest }) =>
      /^(Deployment|StatefulSet)$/.test(manifest.kind) &&
      !manifest.patch &&
      manifest.installation === budget.installation &&
      wanted.length > 0 &&
      wanted.every(([key, label]) => {
        const has = fieldOf(readManifest(manifest, ['spec', 'template', 'metadata', 'labels']).value, key);
        return has !== undefined && has === label;
      }),
  );
  const [only] = own;
  if (only === undefined || own.length > 1) return false;
  const replicas = readManifest(only.manifest, ['spec', 'replicas']);
  const scaled = manifests.some(
    (one) =>
      one.kind === 'HorizontalPodAutoscaler' &&
      textOf(readManifest(one, ['spec', 'scaleTargetRef', 'name']).value) === only.manifest.name,
  );
  if (replicas.state === 'unknown' || scaled) return false;
  return (typeof replicas.value === 'number' ? replicas.value : 1) <= value;
}
