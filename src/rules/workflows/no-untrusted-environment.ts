import { read } from '../../formats/yaml/read.ts';
import { defineRule, pages, type Sight } from '../rule.ts';
import { fieldOf, textOf } from '../../formats/yaml/values.ts';
import { about, sightAt } from '../sight.ts';
import { whoDecides } from '../look/expressions.ts';
import { strangersTrigger } from '../look/strangers.ts';
import { everyStep, readJob, readStep, sightInScript, workflows, type Step, type Workflow } from '../look/workflows.ts';
import { expressionsIn } from '../../formats/workflow-expressions.ts';

export const noUntrustedEnvironment = defineRule({
  id: 'no-untrusted-environment',
  title: 'No untrusted text gets into the environment of later steps',
  why: 'An extra line in GITHUB_ENV can set LD_PRELOAD, NODE_OPTIONS or BASH_ENV, and one in GITHUB_PATH can replace cargo: the author of the text runs code in every later step.',
  group: 'Workflows',
  severity: 'high',
  reference: pages.actions,
  profile: 'regular',
  advice: 'Write to GITHUB_OUTPUT and read it where you need it; check the text against the allowed values.',
  fix: 'manual',
  look: (inventory) => [...everyStep(inventory).flatMap(judge), ...workflows(inventory).flatMap(unsecureCommands)],
});

/** With it, any output with `::set-env` sets a variable, and every step prints texts of others. */
function unsecureCommands(workflow: Workflow): readonly Sight[] {
  const name = 'ACTIONS_ALLOW_UNSECURE_COMMANDS';
  return [
    read(workflow.document, ['env', name]),
    ...workflow.jobs.flatMap((job) => [
      readJob(job, 'env', name),
      ...job.steps.map((step) => readStep(step, 'env', name)),
    ]),
  ]
    .filter(({ value }) => /^(true|1|y|yes|on)$/i.test(String(value)))
    .map((reading) =>
      sightAt(reading, 'broken', about('the workflow', `whatever a step prints may set a variable (${name})`, name)),
    );
}

/** A line that appends to one of the files, or the older command that did so. */
function writes(line: string): boolean {
  if (/::(set-env|add-path)\b/i.test(line)) return true;
  const file = line.search(/["']?\$\{?(?:env:)?(GITHUB_ENV|GITHUB_PATH)\b/i);
  const before = file === -1 ? '' : line.slice(0, file).trimEnd();
  return before.endsWith('>') || /\b(Out-File|Add-Content)\b|\btee(\s+-a)?$/i.test(before);
}

/**
 * All lines that write: for `} >> "$GITHUB_ENV"` the lines of its group, for `cat >> "$GITHUB_ENV" <<EOF` those up to
 * its word.
 */
function groupAt(lines: readonly string[], at: number): string {
  const line = lines[at] ?? '';
  const [, word] = /<<-?\s*["']?(\w+)/.exec(line) ?? [];
  if (word !== undefined) {
    const end = lines.findIndex((one, index) => index > at && one.trim() === word);
    return [...lines.slice(at + 1, end === -1 ? lines.length : end), line].join(' ');
  }
  if (!/^\s*[})]\s*>/.test(line)) return line;
  const start = lines.slice(0, at).findLastIndex((one) => /^\s*[{(]\s*$/.test(one));
  return lines.slice(start === -1 ? 0 : start, at + 1).join(' ');
}

/** Programs that read files or the network, so that their output comes from elsewhere. */
const outside = /\b(cat|curl|wget|gh|jq|yq|head|tail|grep|sed|awk|unzip|xargs|Get-Content|Invoke-\w+)\b|\$\(<|<\s*\S/;
const server = /\b(curl|wget|gh)\b|\bInvoke-/;

function judge(step: Step): readonly Sight[] {
  if (step.run === '') return [];
  const lines = step.run.split('\n');
  const found = lines
    .flatMap((line, at) => (writes(line) ? [{ line, all: groupAt(lines, at) }] : []))
    .flatMap(({ line, all }): readonly Sight[] => {
      const worst = worstOf(step, all);
      if (worst === undefined) return [];
      const file = /GITHUB_PATH|add-path/i.test(line) ? 'GITHUB_PATH' : 'GITHUB_ENV';
      return [
        sightInScript(step, line.trim(), about(step.job.name, `writes ${worst.words} into ${file}`, file), {
          severity: worst.severity,
        }),
      ];
    });
  return found.length > 0 ? found : [sightAt(readStep(step, 'run'), 'kept', '')];
}

function worstOf(
  step: Step,
  line: string,
): { readonly words: string; readonly severity: 'high' | 'medium' | 'low' } | undefined {
  const pasted = expressionsIn(line).map(({ code }) => code);
  const variables = [...line.matchAll(/\$(?:env:)?\{?(\w+)/g)].map((match) => valueOf(step, match[1] ?? ''));
  const passed = variables.flatMap((value) => expressionsIn(value).map(({ code }) => code));
  const by = [...pasted, ...passed].map((one) => whoDecides(one, step));
  if (by.includes('stranger')) return { words: 'what a stranger wrote', severity: 'high' };
  const atRisk = strangersTrigger(step.job.workflow) !== undefined;
  const isRead = outside.test(line.split('>', 1)[0] ?? '');
  if (isRead && (atRisk || server.test(line)))
    return { words: 'what a file or a server says', severity: atRisk ? 'high' : 'medium' };
  if (by.includes('writer')) return { words: 'an input', severity: 'medium' };
  // The content of the repository was reviewed.
  if (isRead) return { words: 'what a file says', severity: 'low' };
  return atRisk && by.includes('computed') ? { words: 'what an earlier step made', severity: 'high' } : undefined;
}

/** A variable of the step, its job or its workflow; not one that GitHub or the script sets. */
function valueOf(step: Step, name: string): string {
  const around = [step.value, step.job.value, read(step.job.workflow.document, []).value];
  return around.map((one) => textOf(fieldOf(one, 'env', name))).find((value) => value !== '') ?? '';
}
