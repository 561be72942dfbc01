// No job lets somebody from outside into its runner.
import { fieldOf } from '../../formats/yaml/values.ts';
import { everyCommand } from '../look/pipelines.ts';
import { readStep, type Step } from '../look/workflows.ts';
import { defineRule, pages, type Sight } from '../rule.ts';
import { about, sightAt } from '../sight.ts';

export const noRemoteShell = defineRule({
  id: 'no-remote-shell',
  title: 'No job opens its runner to a shell from outside',
  why: 'Every reader of the log can connect. A shell gives the token of the job, its secrets and its caches, and on a self-hosted runner the machine.',
  group: 'Workflows',
  severity: 'high',
  reference: pages.actions,
  profile: 'regular',
  advice:
    'Remove the step when the debugging is over; until then limit it to the person who started the run, on workflow_dispatch.',
  fix: 'manual',
  look: (inventory) => everyCommand(inventory).flatMap(judge),
});

/** By the README of each. */
const actions =
  /^(?:mxschmitt\/action-tmate|(?:lhotari|owenthereal)\/action-upterm|csexton\/debugger-action|valeriangalliat\/action-sshd-cloudflared|luchihoratiu\/debug-via-ssh|namespacelabs\/breakpoint-action|fawazahmed0\/action-debug)@/i;
const commands =
  /(?:^|[\s;&|])(?:tmate\s+(?:-\w+\s+)*(?:-F|new-session)|upterm\s+host|ngrok\s+tcp|cloudflared\s+access\s+ssh)\b/m;

function judge(step: Step): readonly Sight[] {
  const isAction = actions.test(step.uses);
  const command = commands.exec(step.run)?.[0].trim();
  if (step.uses === '' && step.run === '') return [];
  const reading = isAction ? readStep(step, 'uses') : readStep(step, 'run');
  if (!isAction && command === undefined) return [sightAt(reading, 'kept', '')];
  const limited = String(fieldOf(step.value, 'with', 'limit-access-to-actor')) === 'true';
  const what = isAction ? (step.uses.split('@')[0] ?? '') : (command ?? '');
  return [
    sightAt(reading, 'broken', about(step.job.name, `opens a shell to the outside: ${what}`, what), {
      severity: limited ? 'medium' : 'high',
    }),
  ];
}
