import { pages } from '../rule.ts';
import { grantRule } from '../build/grants.ts';

export const noNodeWrites = grantRule({
  id: 'no-node-writes',
  title: 'The controller does not change nodes',
  why: 'Who labels or taints nodes moves Pods to where an attacker waits.',
  reference: pages.rbac,
  profile: 'regular',
  advice: 'Remove update and patch on nodes unless labelling nodes is what the controller is for.',
});
