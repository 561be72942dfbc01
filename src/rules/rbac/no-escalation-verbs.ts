// No role may hand out rights that its owner lacks.
import { pages } from '../rule.ts';
import { grantRule } from '../build/grants.ts';

export const noEscalationVerbs = grantRule({
  id: 'no-escalation-verbs',
  title: 'No role may hand out rights that its owner lacks',
  why: 'With escalate, bind or impersonate an attacker becomes cluster-admin in one request.',
  reference: pages.rbac,
  advice: 'Remove escalate, bind and impersonate.',
  denies: [
    { groups: ['rbac.authorization.k8s.io'], resources: ['roles', 'clusterroles'], verbs: ['escalate', 'bind'] },
    { groups: [''], resources: ['users', 'groups', 'serviceaccounts'], verbs: ['impersonate'] },
    {
      groups: ['authentication.k8s.io'],
      resources: ['uids', 'userextras', 'userextras/scopes'],
      verbs: ['impersonate'],
    },
  ],
  reasonSettles: false,
});
