import { safeWhenNoLinkIsRead } from '../conditions.ts';
import { nodeRule } from '../build/node-rule.ts';
import { pages } from '../rule.ts';
import { pod } from '../look/manifest.ts';

export const noServiceLinks = nodeRule({
  id: 'no-service-links',
  title: 'Addresses of other services are not in the environment',
  why: 'Otherwise the environment lists every service of the namespace, which shows an attacker the next targets.',
  group: 'Workload',
  severity: 'low',
  reference: pages.nsa,
  profile: 'pedantic',
  advice: 'Set enableServiceLinks: false.',
  decision:
    'Someone turned it on, or a file names such a variable: a process may read the addresses of services from its environment.',
  fix: 'ask',
  fixIn: safeWhenNoLinkIsRead,
  at: pod('enableServiceLinks'),
  accepts: (value) => value === false,
  wants: 'false',
  overwrite: 'ask',
});
