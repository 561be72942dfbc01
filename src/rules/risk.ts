// The possible effects of a fix, for the person who decides about it.
import type { Group, Rule } from './rule.ts';

/** Information before the fix; a rule whose fix needs a decision has its own. */
export function riskOf({ decision, fix, group }: Rule): string {
  if (decision !== undefined) return decision;
  return fix === 'safe' ? 'Nothing where harden calls it safe. Otherwise harden asks.' : byHand[group];
}

const byHand: Readonly<Record<Group, string>> = {
  RBAC: 'A call that needs the permission is denied with 403: `rbac` names the lines that make it.',
  Identity: 'A program that reads the token or the secret at its current place no longer finds it.',
  Workload:
    'A process that needs the removed access fails when it uses it, not when the Pod starts: test it in a cluster first.',
  Network: 'Connections that are not listed are cut: watch the refused connections before you rely on it.',
  Admission:
    'The webhook judges requests that it did not judge before, and requests that it does not answer are refused: test it in a cluster first.',
  Image: 'The next build: a step or a start that needs the removed part fails.',
  'Supply chain':
    'The next build or check refuses dependencies that it accepted before: existing problems become visible.',
  Workflows: 'The next run of the workflow: a step that needs the removed access fails.',
  Documents: 'No running program.',
  Preset: 'The organisation’s preset describes its own rule.',
};
