import { defineRule, pages } from '../rule.ts';
import { lookForProbe } from '../look/probe.ts';

export const readinessProbed = defineRule({
  id: 'readiness-probed',
  title: 'A controller reports when it is ready',
  why: 'Without a readinessProbe, a rollout goes on although the new version cannot reach the API server or lacks a permission.',
  group: 'Workload',
  severity: 'low',
  reference: pages.checklist,
  profile: 'pedantic',
  advice: 'Serve an endpoint for it, and name it in readinessProbe.',
  fix: 'manual',
  look: (inventory) => lookForProbe('readinessProbe', inventory),
});
