import { pages } from '../rule.ts';
import { grantRule } from '../build/grants.ts';

export const noEscalationVerbs = grantRule({
  id: 'no-escalation-verbs',
  title: 'No role can grant permissions that its account lacks',
  why: 'With escalate, bind or impersonate an attacker becomes cluster-admin in one request.',
  reference: pages.rbac,
  profile: 'regular',
  advice: 'Remove escalate, bind and impersonate.',
  reasonSettles: false,
});
