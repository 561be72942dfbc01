// Jobs and steps of GitHub workflows.
import type { YamlDocument } from '../../formats/yaml/file.ts';
import { asMap, pairsOf, startOf, valueOf } from '../../formats/yaml/node.ts';
import { read, type Reading } from '../../formats/yaml/read.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { Sight } from '../rule.ts';
import { fieldOf, itemsOf, textOf } from '../../formats/yaml/values.ts';
import { type Said, sightAt, sightIn } from '../sight.ts';

export interface Workflow {
  readonly document: YamlDocument;
  readonly path: string;
  readonly triggers: readonly string[];
  /** What `defaults` says for every job. */
  readonly defaults: unknown;
  readonly jobs: readonly Job[];
}

export interface Job {
  readonly workflow: Workflow;
  readonly id: string;
  readonly value: unknown;
  readonly steps: readonly Step[];
}

export interface Step {
  readonly job: Job;
  readonly index: number;
  readonly uses: string;
  readonly run: string;
  readonly value: unknown;
}

/** Ten rules ask for the same. */
const known = new WeakMap<Inventory, readonly Workflow[]>();

export function workflows(inventory: Inventory): readonly Workflow[] {
  const found =
    known.get(inventory) ?? inventory.workflows.flatMap(({ documents }) => documents.slice(0, 1).map(workflowOf));
  known.set(inventory, found);
  return found;
}

export function allSteps(inventory: Inventory): readonly Step[] {
  return workflows(inventory).flatMap(({ jobs }) => jobs.flatMap(({ steps }) => steps));
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
  for (const id of Object.keys({ ...objectAt(document, ['jobs']) })) jobs.push(jobOf(workflow, id));
  return workflow;
}

function jobOf(workflow: Workflow, id: string): Job {
  const value = objectAt(workflow.document, ['jobs', id]);
  const steps: Step[] = [];
  const job: Job = { workflow, id, value, steps };
  for (const [index, step] of itemsOf(read(workflow.document, ['jobs', id, 'steps'])).entries())
    steps.push({ job, index, value: step, uses: textOf(fieldOf(step, 'uses')), run: textOf(fieldOf(step, 'run')) });
  return job;
}

function objectAt(document: YamlDocument, keys: readonly string[]): object | undefined {
  const { value } = read(document, keys);
  return typeof value === 'object' && value !== null ? value : undefined;
}

/** `on` is a key that YAML 1.1 reads as true; the parser here is of 1.2. */
function triggersOf(value: unknown): readonly string[] {
  const on = fieldOf(value, 'on');
  if (typeof on === 'string') return [on];
  if (Array.isArray(on)) return on.map(String);
  return typeof on === 'object' && on !== null ? Object.keys(on) : [];
}

export function readStep({ job, index }: Step, ...keys: readonly string[]): Reading {
  return read(job.workflow.document, ['jobs', job.id, 'steps', index, ...keys]);
}

/** What is broken in the script of a step, at the line where a text of it starts: further lines are indented in the file. */
export function sightInScript(
  step: Step,
  text: string,
  said: string | Said,
  more: Parameters<typeof sightAt>[3] = {},
): Sight {
  const script = readStep(step, 'run');
  const { file } = script.document;
  const at =
    script.node === undefined
      ? -1
      : file.text.indexOf(text.split('\n')[0] ?? text, startOf(script.document, script.node));
  return at === -1 ? sightAt(script, 'broken', said, more) : sightIn(file, at, 'broken', said, more);
}

export function readJob({ workflow, id }: Job, ...keys: readonly string[]): Reading {
  return read(workflow.document, ['jobs', id, ...keys]);
}

/** The first line of a map's key, for findings about what it lacks. */
export function lineOfKey({ document }: Workflow, key: string): Reading {
  const pair = pairsOf(asMap(document.root) ?? unreachable()).find(({ key: one }) => String(one) === key);
  return read(document, pair === undefined ? [] : [key]);
}

function unreachable(): never {
  throw new Error('a workflow is a map');
}
