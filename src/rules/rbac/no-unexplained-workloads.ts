import { pages } from '../rule.ts';
import { grantRule } from '../build/grants.ts';

export const noUnexplainedWorkloads = grantRule({
  id: 'no-unexplained-workloads',
  title: 'Creating Pods has a reason',
  why: 'Who creates Pods, or what makes Pods, can run as any ServiceAccount of the namespace and mount any Secret.',
  reference: pages.rbac,
  profile: 'regular',
  advice: 'Use a Role in the namespaces that are watched, and say in a comment why the kind is needed.',
});
