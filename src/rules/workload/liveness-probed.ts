import { defineRule, pages } from '../rule.ts';
import { lookForProbe } from '../look/probe.ts';

export const livenessProbed = defineRule({
  id: 'liveness-probed',
  title: 'A hanging controller is restarted',
  why: 'A controller that lost its watch or its lease still looks alive, but no longer reacts to changes.',
  group: 'Workload',
  severity: 'low',
  reference: pages.checklist,
  profile: 'pedantic',
  advice: 'Serve an endpoint for it, and name it in livenessProbe.',
  fix: 'manual',
  look: (inventory) => lookForProbe('livenessProbe', inventory),
});
