import { nodeRule } from '../build/node-rule.ts';
import { pages } from '../rule.ts';
import { pod } from '../look/manifest.ts';
import { addTokenVolume, hasTokenVolume, takesTokenVolume } from '../edit/token-volume.ts';

export const podMountsNoDefaultToken = nodeRule({
  id: 'pod-mounts-no-default-token',
  title: 'The Pod mounts its token explicitly',
  why: 'By default the token is mounted into every container, including sidecars and init containers.',
  group: 'Identity',
  severity: 'medium',
  reference: pages.serviceAccounts,
  profile: 'pedantic',
  advice:
    'Set automountServiceAccountToken: false on the Pod, and mount a projected token only into the container that calls the API server.',
  decision: 'A volume gives each container the same token. Linkerd does not inject its sidecar into such a Pod.',
  fix: 'ask',
  at: pod('automountServiceAccountToken'),
  accepts: (value) => value === false,
  wants: 'false',
  fixIn: (_, { workload }) =>
    workload !== undefined && (hasTokenVolume(workload) || takesTokenVolume(workload)) ? 'ask' : 'manual',
  also: ({ workload }, reference) =>
    workload === undefined || hasTokenVolume(workload) ? [] : addTokenVolume(workload, reference),
});
