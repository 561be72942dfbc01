import { nodeRule } from '../build/node-rule.ts';
import { pages } from '../rule.ts';
import { pod } from '../look/manifest.ts';

export const noHostNetwork = nodeRule({
  id: 'no-host-network',
  title: 'The Pod has its own network',
  why: 'On the network of the node, NetworkPolicies do not apply, and services on the node’s localhost are reachable.',
  group: 'Workload',
  severity: 'high',
  reference: pages.pss,
  profile: 'regular',
  advice: 'Remove hostNetwork: true.',
  decision: 'Someone turned it on; programs that listen on the node’s address stop working.',
  fix: 'ask',
  at: pod('hostNetwork'),
  accepts: (value) => value === false,
  wants: 'false',
  absent: 'kept',
});
