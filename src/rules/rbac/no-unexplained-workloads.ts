import { pages } from '../rule.ts';
import { grantRule } from '../build/grants.ts';

export const noUnexplainedWorkloads = grantRule({
  id: 'no-unexplained-workloads',
  title: 'Creating Pods or workloads has a reason',
  why: 'An account that creates Pods or workloads can run as any ServiceAccount of the namespace and mount any Secret.',
  reference: pages.rbac,
  profile: 'regular',
  advice: 'Use a Role in the watched namespaces, and say in a comment why the kind is needed.',
});
