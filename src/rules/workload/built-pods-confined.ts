// Pods that the controller starts are at least as restricted as the controller.
import { defineRule, pages } from '../rule.ts';
import { builtPods } from '../look/built-pods.ts';
import { keptByWorkloads } from '../look/objects.ts';

export const builtPodsConfined = defineRule({
  id: 'built-pods-confined',
  title: 'Pods that the code builds stay in their containers',
  why: 'No manifest shows them. A user who may write a custom resource gets such a Pod, and with it the node, without any right on Pods.',
  group: 'Workload',
  severity: 'high',
  reference: pages.pss,
  profile: 'regular',
  advice:
    'Build Pods that the restricted standard admits. Where a Pod must reach the node, accept the line with its reason.',
  fix: 'manual',
  look: (inventory) => [...keptByWorkloads(inventory), ...builtPods(inventory.repository)],
});
