import { nodeRule } from '../build/node-rule.ts';
import { pages } from '../rule.ts';
import { pod } from '../look/manifest.ts';

export const noServiceLinks = nodeRule({
  id: 'no-service-links',
  title: 'Addresses of other services are not in the environment',
  why: 'The environment would list every service of the namespace, which maps the way on for an attacker.',
  group: 'Workload',
  severity: 'low',
  reference: pages.nsa,
  profile: 'pedantic',
  advice: 'Set enableServiceLinks: false.',
  decision: 'Somebody switched it on; the process may read the addresses of services from its environment.',
  fix: 'safe',
  at: pod('enableServiceLinks'),
  accepts: (value) => value === false,
  wants: 'false',
  overwrite: 'ask',
});
