import { nodeRule } from '../build/node-rule.ts';
import { pages } from '../rule.ts';
import { pod } from '../look/manifest.ts';

export const noHostNetwork = nodeRule({
  id: 'no-host-network',
  title: 'The Pod has a network of its own',
  why: 'On the network of the node NetworkPolicies do not apply, and services that listen on localhost of the node are open.',
  group: 'Workload',
  severity: 'high',
  reference: pages.pss,
  profile: 'regular',
  advice: 'Remove hostNetwork: true.',
  decision: 'Somebody switched it on; what listens on the node’s address stops working.',
  fix: 'ask',
  at: pod('hostNetwork'),
  accepts: (value) => value === false,
  wants: 'false',
  absent: 'kept',
});
