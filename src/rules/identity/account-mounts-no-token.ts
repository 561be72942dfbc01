import { askWhenPodsHaveTokens } from '../conditions.ts';
import { nodeRule } from '../build/node-rule.ts';
import { pages } from '../rule.ts';
import { manifest } from '../look/manifest.ts';

export const accountMountsNoToken = nodeRule({
  id: 'account-mounts-no-token',
  title: 'The ServiceAccount mounts no token into Pods by default',
  why: 'Otherwise every Pod with this account gets a token that it may not need.',
  group: 'Identity',
  severity: 'medium',
  reference: pages.serviceAccounts,
  profile: 'pedantic',
  advice:
    'Set automountServiceAccountToken: false on the ServiceAccount, and mount a short-lived token where it is needed.',
  decision: 'Pods with this account that set nothing about a token lose their token.',
  fix: 'ask',
  at: manifest('ServiceAccount', 'automountServiceAccountToken'),
  accepts: (value) => value === false,
  wants: 'false',
  fixIn: askWhenPodsHaveTokens,
});
