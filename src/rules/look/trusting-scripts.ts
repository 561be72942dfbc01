// Commands and variables of CI that turn the check of certificates or host keys off.
import { read } from '../../formats/yaml/read.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { Severity, Sight } from '../rule.ts';
import { about, sightAt } from '../sight.ts';
import { everyCommand, pipelineJobs } from './pipelines.ts';
import { turnsCheckOff } from './trusting-objects.ts';
import { trustingSetting } from './unverified.ts';
import { sightInScript, workflows, type Job } from './workflows.ts';

interface Trusting {
  readonly text: string;
  readonly severity: Severity;
}

/** Programs that send the credentials of a cluster. */
const clients: ReadonlySet<string> = new Set(['kubectl', 'oc', 'helm', 'flux', 'argocd', 'velero', 'vault']);
const downloads: ReadonlySet<string> = new Set(['curl', 'wget']);

/** Every step whose script trusts whoever answers, and every such variable. */
export function trustingScripts(inventory: Inventory): readonly Sight[] {
  const commands = everyCommand(inventory).flatMap((step): readonly Sight[] => {
    const found = trustingIn(step.run);
    if (found === undefined) return [];
    const said = about(step.job.name, `${found.text} does not check who answers`, found.text);
    return [sightInScript(step, found.text, said, { severity: found.severity })];
  });
  return [...commands, ...variables(inventory)];
}

function trustingIn(script: string): Trusting | undefined {
  const setting = trustingSetting(script);
  // Often the machine is one that the job has just made.
  if (setting !== undefined) return { text: setting, severity: setting.startsWith('Strict') ? 'low' : 'medium' };
  for (const command of script.replaceAll(/\\\r?\n/g, ' ').split(/[;&|\n]/)) {
    const words = command.trim().split(/\s+/);
    const program = words.find((word) => clients.has(word) || downloads.has(word));
    if (program === undefined || /^\s*#/.test(command)) continue;
    if (clients.has(program)) {
      const flag = words.find((word) => /^--?(?:insecure-skip-tls-verify|tls-skip-verify)(?:=true)?$/.test(word));
      if (flag !== undefined) return { text: flag, severity: 'high' };
    } else if (words.some(isOutside)) {
      const flag = words.find((word) => isUnchecked(program, word));
      if (flag !== undefined) return { text: flag, severity: 'medium' };
    }
  }
  return undefined;
}

function isUnchecked(program: string, word: string): boolean {
  return program === 'wget'
    ? word === '--no-check-certificate'
    : word === '--insecure' || (/^-[A-Za-z]+$/.test(word) && word.includes('k'));
}

/** A name that others answer for: neither this machine, nor an address, nor a cluster that the job made. */
function isOutside(word: string): boolean {
  return /^["']?https:\/\/(?!localhost|[^/]*\.(?:svc|local|localhost|test|internal)\b)[^/$]*\.[a-z]{2,}(?:[/"':]|$)/.test(
    word,
  );
}

/** `env` of workflows, their jobs and steps; `variables` of pipelines and their jobs. */
function variables(inventory: Inventory): readonly Sight[] {
  const github = workflows(inventory).flatMap(({ document, jobs }) => [
    { document, keys: ['env'], of: 'the workflow' },
    ...jobs.flatMap((job) => [
      { document, keys: [...job.keys, 'env'], of: job.name },
      ...job.steps.map(({ index }) => ({ document, keys: [...job.keys, 'steps', index, 'env'], of: job.name })),
    ]),
  ]);
  const gitlab = pipelineJobs(inventory).map((job: Job) => ({
    document: job.workflow.document,
    keys: [...job.keys, 'variables'],
    of: job.name,
  }));
  return [...github, ...gitlab].flatMap(({ document, keys, of }) =>
    Object.entries({ ...Object(read(document, keys).value) }).flatMap(([name, value]) =>
      turnsCheckOff(name, String(value))
        ? [
            sightAt(
              read(document, [...keys, name]),
              'broken',
              about(of, `${name}=${String(value)} turns the check of certificates off`, name),
              { severity: 'medium' },
            ),
          ]
        : [],
    ),
  );
}
