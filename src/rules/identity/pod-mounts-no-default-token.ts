import { nodeRule } from '../build/node-rule.ts';
import { pages } from '../rule.ts';
import { pod } from '../look/manifest.ts';
import { addTokenVolume, hasTokenVolume, takesTokenVolume } from '../edit/token-volume.ts';

export const podMountsNoDefaultToken = nodeRule({
  id: 'pod-mounts-no-default-token',
  title: 'The Pod mounts its token explicitly',
  why: 'The token that is mounted by default goes into every container, sidecars and init containers included.',
  group: 'Identity',
  severity: 'medium',
  reference: pages.serviceAccounts,
  profile: 'pedantic',
  advice:
    'Set automountServiceAccountToken: false on the Pod, and mount a projected token into the one container that calls the API server.',
  decision: 'Each container gets the same token by a volume. The sidecar of Linkerd is not injected into such a Pod.',
  fix: 'ask',
  at: pod('automountServiceAccountToken'),
  accepts: (value) => value === false,
  wants: 'false',
  fixIn: (_, { workload }) =>
    workload !== undefined && (hasTokenVolume(workload) || takesTokenVolume(workload)) ? 'ask' : 'manual',
  also: ({ workload }, reference) =>
    workload === undefined || hasTokenVolume(workload) ? [] : addTokenVolume(workload, reference),
});
