import { pages } from '../rule.ts';
import { grantRule } from '../build/grants.ts';

export const noTokenCreation = grantRule({
  id: 'no-token-creation',
  title: 'The controller creates no tokens for other accounts',
  why: 'With create on serviceaccounts/token an attacker can act as every ServiceAccount in reach, or as those that resourceNames name.',
  reference: pages.rbac,
  profile: 'regular',
  advice: 'Remove it, or limit it to one account by resourceNames and say why in a comment.',
});
