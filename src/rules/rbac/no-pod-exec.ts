import { pages } from '../rule.ts';
import { grantRule } from '../build/grants.ts';

export const noPodExec = grantRule({
  id: 'no-pod-exec',
  title: 'The controller runs no commands in other Pods',
  why: 'exec, attach, port-forward and ephemeral containers take over any Pod in reach, and its account; a proxy reaches its ports past the policies of the network.',
  reference: pages.rbac,
  profile: 'regular',
  advice: 'Remove it, or confine it to a Role in the namespaces where it is needed and say why.',
});
