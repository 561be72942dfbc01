// CI tests what Cargo.lock says.
import { defineRule, pages } from '../rule.ts';
import { sightAt } from '../sight.ts';
import { allSteps, readStep, sightInScript } from '../where/workflows.ts';

const command = /\bcargo\s+(?:\+\S+\s+)?(?:test|build|clippy|check|nextest run|auditable build|install)\b[^\n&|;]*/g;

export const lockedInCi = defineRule({
  id: 'locked-in-ci',
  title: 'CI tests the versions of Cargo.lock',
  why: 'Without --locked CI may take a version that was published a minute ago, and test something that nobody runs.',
  group: 'Workflows',
  severity: 'low',
  reference: pages.kube,
  advice: 'Add --locked to cargo test, build and clippy.',
  kind: 'node',
  fix: 'manual',
  look: (inventory) =>
    allSteps(inventory).flatMap((step) => {
      const commands = step.run.match(command) ?? [];
      if (commands.length === 0) return [];
      const open = commands.find((one) => !/--(locked|frozen)\b/.test(one));
      return [open === undefined ? sightAt(readStep(step, 'run'), 'kept', '') : sightInScript(step, open, `\`${open.trim().slice(0, 60)}\` without --locked`)];
    }),
});
