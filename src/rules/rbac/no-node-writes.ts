import { pages } from '../rule.ts';
import { grantRule } from '../build/grants.ts';

export const noNodeWrites = grantRule({
  id: 'no-node-writes',
  title: 'The controller does not change nodes',
  why: 'An account that labels or taints nodes can move Pods to a node of the attacker.',
  reference: pages.rbac,
  profile: 'regular',
  advice: 'Remove update and patch on nodes, unless the controller exists to label nodes.',
});
