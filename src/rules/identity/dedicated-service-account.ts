// The controller has a ServiceAccount of its own.
import { nodeRule } from '../node-rule.ts';
import { pages } from '../rule.ts';
import { pod } from '../where/manifest.ts';

export const dedicatedServiceAccount = nodeRule({
  id: 'dedicated-service-account',
  title: 'The controller has a ServiceAccount of its own',
  why: 'What is granted to the default account is granted to every Pod of the namespace.',
  group: 'Identity',
  severity: 'high',
  reference: pages.serviceAccounts,
  advice: 'Create a ServiceAccount and name it in serviceAccountName.',
  fix: 'manual',
  at: pod('serviceAccountName'),
  accepts: (value) => typeof value === 'string' && value !== '' && value !== 'default',
  wants: 'the name of a ServiceAccount of its own',
});
