import { pages } from '../rule.ts';
import { grantRule } from '../build/grants.ts';

export const noKubeletAccess = grantRule({
  id: 'no-kubelet-access',
  title: 'The controller does not reach the kubelet',
  why: 'nodes/proxy runs commands in every Pod of a node, without audit and admission; the verb get is enough.',
  reference: pages.rbac,
  profile: 'regular',
  advice: 'Remove nodes/proxy.',
  reasonSettles: false,
});
