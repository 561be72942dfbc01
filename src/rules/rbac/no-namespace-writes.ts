import { pages } from '../rule.ts';
import { grantRule } from '../build/grants.ts';

export const noNamespaceWrites = grantRule({
  id: 'no-namespace-writes',
  title: 'The controller does not change namespaces',
  why: 'The labels of a namespace control Pod Security and NetworkPolicies.',
  reference: pages.rbac,
  profile: 'regular',
  advice: 'Remove update and patch on namespaces, or say why.',
});
