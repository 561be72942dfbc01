// Scripts of CI that print a secret in a form that the log does not hide.
import type { Inventory } from '../../inventory/inventory.ts';
import { textOf } from '../../formats/yaml/values.ts';
import type { Sight } from '../rule.ts';
import { about } from '../sight.ts';
import { environmentOf } from './expressions.ts';
import { pipelineJobs } from './pipelines.ts';
import { isSecretName } from './secret-values.ts';
import { everyStep, sightInScript, type Step } from './workflows.ts';

/** What GitHub masks is the text of a secret, and not what these make of it. */
const changing: ReadonlySet<string> = new Set('base64 base32 rev xxd od hexdump fold tr sed jq'.split(' '));
const prints = /^(?:(?:then|do|else|sudo|\(|\{)\s+)*(?:echo|printf)\s/;

/** Each such command of a workflow, an action, or a pipeline of GitLab. */
export function printedSecrets(inventory: Inventory): readonly Sight[] {
  return [
    ...everyStep(inventory).flatMap((step) => inStep(step, true)),
    ...pipelineJobs(inventory).flatMap(({ steps }) => steps.flatMap((step) => inStep(step, false))),
  ];
}

function inStep(step: Step, isMasked: boolean): readonly Sight[] {
  const found = step.run
    .replaceAll(/\\\r?\n/g, ' ')
    .split(/\n|;|&&|\|\|/)
    .map((line) => line.trim())
    .find((line) => prints.test(line) && !/[<>`]|\$\(/.test(line) && isPrinted(line, step, isMasked));
  if (found === undefined) return [];
  const said = about(step.job.name, `a script prints a secret: ${found}`, found);
  return [sightInScript(step, found, said)];
}

/** Whether the end of the pipe is the log. GitLab masks a variable only if its form allows it, so any print counts. */
function isPrinted(line: string, step: Step, isMasked: boolean): boolean {
  const [head = '', ...stages] = line.split('|').map((stage) => stage.trim());
  const programs = stages.map((stage) => stage.split(/\s+/)[0] ?? '');
  const goesToLog = programs.every((program) => changing.has(program));
  return goesToLog && (!isMasked || programs.length > 0) && holdsSecret(head, step, isMasked);
}

function holdsSecret(command: string, step: Step, isMasked: boolean): boolean {
  if (/\$\{\{\s*secrets\.(?!GITHUB_TOKEN\b)\w+\s*\}\}/.test(command)) return true;
  const names = [...command.matchAll(/\$\{?([A-Za-z_]\w*)/g)].map(([, name = '']) => name);
  return names.some((name) =>
    isMasked
      ? /\$\{\{\s*secrets\.(?!GITHUB_TOKEN\b)/.test(textOf(environmentOf(step, name)))
      : isSecretName(name) && !name.startsWith('CI_'),
  );
}
