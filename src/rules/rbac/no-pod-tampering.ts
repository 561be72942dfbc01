import { pages } from '../rule.ts';
import { grantRule } from '../build/grants.ts';

export const noPodTampering = grantRule({
  id: 'no-pod-tampering',
  title: 'The controller does not change or evict Pods of others',
  why: 'An account that relabels, evicts or deletes Pods can move traffic and workloads to the attacker.',
  reference: pages.rbac,
  profile: 'regular',
  advice: 'Remove writes on pods, pods/status and pods/eviction, or say why.',
});
