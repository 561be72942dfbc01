import { defineRule, pages } from '../rule.ts';
import { lookForProbe } from '../look/probe.ts';

export const readinessProbed = defineRule({
  id: 'readiness-probed',
  title: 'A controller says when it is ready',
  why: 'Without it a rollout goes on while the new version cannot reach the API server or lacks a permission.',
  group: 'Workload',
  severity: 'low',
  reference: pages.checklist,
  profile: 'pedantic',
  advice: 'Serve an endpoint for it, and name it in readinessProbe.',
  fix: 'manual',
  look: (inventory) => lookForProbe('readinessProbe', inventory),
});
