// Jobs and steps of GitHub workflows, and of the repository's own actions, whose steps run in the jobs of their callers.
import type { YamlDocument } from '../../formats/yaml/file.ts';
import { asMap, pairAt, startOf, valueOf, type Key } from '../../formats/yaml/node.ts';
import { read, type Reading } from '../../formats/yaml/read.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { once } from '../../once.ts';
import type { Sight } from '../rule.ts';
import { fieldOf, itemsOf, textOf } from '../../formats/yaml/values.ts';
import { type Said, sightAt, sightIn, unknownAt } from '../sight.ts';

export interface Workflow {
  readonly document: YamlDocument;
  readonly path: string;
  readonly triggers: readonly string[];
  /** The settings in `defaults` for every job. */
  readonly defaults: unknown;
  readonly jobs: readonly Job[];
}

export interface Job {
  readonly workflow: Workflow;
  readonly id: string;
  /** Its name for people. */
  readonly name: string;
  /** Its place in the document. */
  readonly keys: readonly Key[];
  readonly value: unknown;
  readonly steps: readonly Step[];
}

export interface Step {
  readonly job: Job;
  readonly index: number;
  readonly uses: string;
  readonly run: string;
  readonly value: unknown;
  /** The place of its command, in a document without `steps`. */
  readonly script?: readonly Key[];
}

/** Computed once for the ten rules that use it. */
export const workflows = once((inventory: Inventory): readonly Workflow[] =>
  inventory.workflows.flatMap(({ documents }) => documents.slice(0, 1).map(workflowOf)),
);

export function allSteps(inventory: Inventory): readonly Step[] {
  return workflows(inventory).flatMap(({ jobs }) => jobs.flatMap(({ steps }) => steps));
}

/** The steps of the repository's own composite actions. */
export function actionSteps({ actions }: Inventory): readonly Step[] {
  return actions
    .flatMap(({ documents }) => documents.slice(0, 1))
    .flatMap((document) => {
      const { path } = document.file;
      const workflow = { document, path, triggers: ['workflow_call'], defaults: undefined, jobs: [] };
      return jobAt(workflow, 'runs', 'the action', ['runs']).steps;
    });
}

/** Everything that runs in CI. */
export function everyStep(inventory: Inventory): readonly Step[] {
  return [...allSteps(inventory), ...actionSteps(inventory)];
}

function workflowOf(document: YamlDocument): Workflow {
  const jobs: Job[] = [];
  const value = valueOf(document, document.root);
  const workflow: Workflow = {
    document,
    path: document.file.path,
    triggers: triggersOf(value),
    defaults: fieldOf(value, 'defaults'),
    jobs,
  };
  for (const id of Object.keys({ ...objectAt(document, ['jobs']) }))
    jobs.push(jobAt(workflow, id, `job ${id}`, ['jobs', id]));
  return workflow;
}

function jobAt(workflow: Workflow, id: string, name: string, keys: readonly Key[]): Job {
  const value = objectAt(workflow.document, keys);
  const steps: Step[] = [];
  const job: Job = { workflow, id, name, keys, value, steps };
  for (const [index, step] of itemsOf(read(workflow.document, [...keys, 'steps'])).entries())
    steps.push({ job, index, value: step, uses: textOf(fieldOf(step, 'uses')), run: textOf(fieldOf(step, 'run')) });
  return job;
}

function objectAt(document: YamlDocument, keys: readonly Key[]): object | undefined {
  const { value } = read(document, keys);
  return typeof value === 'object' && value !== null ? value : undefined;
}

/** `on` is a key that YAML 1.1 reads as true; this parser uses YAML 1.2. */
function triggersOf(value: unknown): readonly string[] {
  const on = fieldOf(value, 'on');
  if (typeof on === 'string') return [on];
  if (Array.isArray(on)) return on.map(String);
  return typeof on === 'object' && on !== null ? Object.keys(on) : [];
}

export function readStep({ job, index, script }: Step, ...keys: readonly Key[]): Reading {
  return read(job.workflow.document, script ?? [...job.keys, 'steps', index, ...keys]);
}

/** The faults in the script of a step, each at the line of its text: the file indents further lines. */
export function sightInScript(
  step: Step,
  text: string,
  said: string | Said,
  more: Parameters<typeof sightAt>[3] = {},
  script = readStep(step, 'run'),
): Sight {
  const { file } = script.document;
  const at =
    script.node === undefined
      ? -1
      : file.text.indexOf(text.split('\n')[0] ?? text, startOf(script.document, script.node));
  return at === -1 ? sightAt(script, 'broken', said, more) : sightIn(file, at, 'broken', said, more);
}

export function readJob({ workflow, keys: at }: Job, ...keys: readonly Key[]): Reading {
  return read(workflow.document, [...at, ...keys]);
}

/** A value that only a run of the workflow shows. */
export function unknownUntilRun(reading: Reading, subject: string, name: string): Sight {
  return unknownAt({ ...reading, why: 'an expression decides it when the workflow runs' }, subject, name);
}

/** The first line of a map's key, for findings about missing fields. */
export function lineOfKey({ document }: Workflow, key: string): Reading {
  const map = asMap(document.root);
  return read(document, map === undefined || pairAt(map, key) === undefined ? [] : [key]);
}
