// What a change for a rule may break, for who decides on it.
import type { Group, Rule } from './rule.ts';

/** What to know before; of a fix that is asked about the rule says it itself. */
export function riskOf({ decision, fix, group }: Rule): string {
  if (decision !== undefined) return decision;
  return fix === 'safe' ? 'Nothing where harden calls it safe; where it cannot know, it asks.' : byHand[group];
}

const byHand: Readonly<Record<Group, string>> = {
  RBAC: 'A call that needs it is denied with 403 from then on: `rbac` names the lines that make it.',
  Identity: 'What reads the token or the secret where it is now finds it no more.',
  Workload:
    'A process that needs what is taken away fails when it does, not when the Pod starts: try it in a cluster first.',
  Network: 'A connection that nobody thought of is cut: watch what is refused before you trust it.',
  Admission:
    'What the webhook never judged until now it judges, and what it does not answer is refused: try it in a cluster first.',
  Image: 'The next build: a step or a start that needs what goes away fails there.',
  'Supply chain': 'The next build or check refuses what it took before: what is there already becomes visible.',
  Workflows: 'The next run of the workflow: a step that needs what goes away fails there.',
  Documents: 'Nothing that runs.',
  Preset: 'What the organisation’s own rule asks for is for its preset to say.',
};
