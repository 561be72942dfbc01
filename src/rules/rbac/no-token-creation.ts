import { pages } from '../rule.ts';
import { grantRule } from '../build/grants.ts';

export const noTokenCreation = grantRule({
  id: 'no-token-creation',
  title: 'The controller makes no tokens of other accounts',
  why: 'With create on serviceaccounts/token an attacker is every ServiceAccount in reach.',
  reference: pages.rbac,
  profile: 'regular',
  advice: 'Remove it, or limit it by resourceNames to the one account.',
});
