import { askWhenPodsHaveTokens } from '../conditions.ts';
import { nodeRule } from '../build/node-rule.ts';
import { pages } from '../rule.ts';
import { manifest } from '../look/manifest.ts';

export const accountMountsNoToken = nodeRule({
  id: 'account-mounts-no-token',
  title: 'The ServiceAccount puts no token into Pods by itself',
  why: 'Every Pod that names the account would get a token that it may not need.',
  group: 'Identity',
  severity: 'medium',
  reference: pages.serviceAccounts,
  profile: 'pedantic',
  advice:
    'Set automountServiceAccountToken: false on the ServiceAccount, and mount a short-lived token where it is needed.',
  decision: 'Pods that name this account and say nothing about a token lose theirs.',
  fix: 'ask',
  at: manifest('ServiceAccount', 'automountServiceAccountToken'),
  accepts: (value) => value === false,
  wants: 'false',
  fixIn: askWhenPodsHaveTokens,
});
