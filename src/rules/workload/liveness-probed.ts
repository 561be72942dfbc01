import { defineRule, pages } from '../rule.ts';
import { lookForProbe } from '../look/probe.ts';

export const livenessProbed = defineRule({
  id: 'liveness-probed',
  title: 'A controller that hangs is restarted',
  why: 'A controller that lost its watch or its lease still looks alive, and nobody reacts to what it should see.',
  group: 'Workload',
  severity: 'low',
  reference: pages.checklist,
  profile: 'pedantic',
  advice: 'Serve an endpoint for it, and name it in livenessProbe.',
  fix: 'manual',
  look: (inventory) => lookForProbe('livenessProbe', inventory),
});
