// Only the step that needs a secret gets it.
import { read } from '../../formats/yaml/read.ts';
import { textOf } from '../../formats/yaml/values.ts';
import { defineRule, pages, type Sight } from '../rule.ts';
import { about, sightAt } from '../sight.ts';
import { readJob, workflows, type Workflow } from '../look/workflows.ts';

export const secretsNearTheirUse = defineRule({
  id: 'secrets-near-their-use',
  title: 'A workflow hands no secret to all of its jobs',
  why: 'Every step of every job has it then: each action, each build script and each test of a dependency can send it away.',
  group: 'Workflows',
  severity: 'medium',
  reference: pages.actions,
  profile: 'regular',
  advice: 'Move the variable to the env of the step that needs it.',
  fix: 'manual',
  look: (inventory) => workflows(inventory).flatMap(judge),
});

function judge(workflow: Workflow): readonly Sight[] {
  const env = read(workflow.document, ['env']);
  const inAll = secretsIn(env.value).map(([variable, secret]): Sight => {
    const said = about('the workflow', `every step of every job has ${secret} as ${variable}`, variable);
    return sightAt(
      read(workflow.document, ['env', variable]),
      'broken',
      said,
      isOwnToken(secret) ? { severity: 'low' } : {},
    );
  });
  const inJobs = workflow.jobs.flatMap((job) =>
    job.steps.length < 2
      ? []
      : secretsIn(readJob(job, 'env').value).map(([variable, secret]) =>
          sightAt(
            readJob(job, 'env', variable),
            'broken',
            about(job.name, `every step has ${secret} as ${variable}`, variable),
            { severity: 'low' },
          ),
        ),
  );
  return [...inAll, ...inJobs, sightAt(env, 'kept', '')];
}

function secretsIn(env: unknown): readonly (readonly [variable: string, secret: string])[] {
  return Object.entries({ ...(typeof env === 'object' ? env : {}) }).flatMap(([variable, value]) => {
    const [secret] = /\bsecrets\s*(?:\.\s*\w+|\[\s*'[^']*'\s*\])|\bgithub\.token\b/.exec(textOf(value)) ?? [];
    return secret === undefined || !textOf(value).includes('${{') || isTest(textOf(value))
      ? []
      : [[variable, secret] as const];
  });
}

/** Whether the secret exists, which is not secret. */
function isTest(value: string): boolean {
  const isOne = /[!=]=\s*''/.test(value) || /&&\s*(?:'[^']*'|true|false)\s*\|\|/.test(value);
  return isOne && value.startsWith('${{') && value.endsWith('}}');
}

/** This token has the rights of the job, and a step gets it anyway if an action takes it by default. */
function isOwnToken(secret: string): boolean {
  return /GITHUB_TOKEN|github\.token/i.test(secret);
}
