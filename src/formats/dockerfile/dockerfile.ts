// A Dockerfile with positions: its stages and instructions, whatever their spelling and line continuations.
import { linesOf } from '../edit.ts';
import { dockerfileFault } from './faults.ts';
import { instructionsOf, type Instruction } from './instructions.ts';
import type { Fault } from '../yaml/file.ts';

export interface Dockerfile {
  readonly path: string;
  readonly text: string;
  readonly lineAt: (offset: number) => number;
  readonly stages: readonly Stage[];
  readonly instructions: readonly Instruction[];
  /** The reason why no build accepts it. */
  readonly fault: Fault | undefined;
}

export interface Stage {
  /** The image as written, and with the ARGs before the first FROM filled in. */
  readonly image: string;
  readonly resolved: string;
  readonly name: string | undefined;
  /** The earlier stage on which it is built; for `base-$TARGETARCH` the first possible one. */
  readonly under: Stage | undefined;
  readonly from: Instruction;
  readonly instructions: readonly Instruction[];
}

/** Reads a Dockerfile or Containerfile. An unknown instruction is kept under its name, and is a fault of the file. */
export function parseDockerfile(path: string, text: string): Dockerfile {
  const { instructions, open } = instructionsOf(text);
  const fault = dockerfileFault(path, text, instructions, open);
  const variables = globalArguments(instructions);
  const stages: (Stage & { readonly instructions: Instruction[] })[] = [];
  const named = new Map<string, Stage>();
  for (const instruction of instructions) {
    if (instruction.keyword === 'FROM') {
      const from = fromOf(instruction, variables);
      const stage = { ...from, under: stageUnder(from.resolved, named), from: instruction, instructions: [] };
      stages.push(stage);
      const name = from.name?.toLowerCase();
      if (name !== undefined && !named.has(name)) named.set(name, stage);
    } else stages.at(-1)?.instructions.push(instruction);
  }
  return { path, text, lineAt: linesOf(text), stages, instructions, fault };
}

function globalArguments(instructions: readonly Instruction[]): ReadonlyMap<string, string> {
  const first = instructions.findIndex(({ keyword }) => keyword === 'FROM');
  return argumentsIn(instructions.slice(0, first === -1 ? 0 : first));
}

function argumentsIn(instructions: readonly Instruction[]): ReadonlyMap<string, string> {
  const known = instructions.filter(({ keyword }) => keyword === 'ARG');
  return new Map(
    known.flatMap(({ rest }) =>
      [...rest.matchAll(/(?<!\w)(\w+)=("[^"]*"|\S*)/g)].map((match) => [
        match[1] ?? '',
        (match[2] ?? '').replaceAll('"', ''),
      ]),
    ),
  );
}

function fromOf({ rest }: Instruction, variables: ReadonlyMap<string, string>) {
  const words = rest.split(/\s+/).filter((word) => !word.startsWith('--'));
  const image = words[0] ?? '';
  return { image, resolved: fillIn(image, variables), name: words[1]?.toUpperCase() === 'AS' ? words[2] : undefined };
}

function fillIn(text: string, variables: ReadonlyMap<string, string>): string {
  return text.replaceAll(
    /\$(?:(\w+)|\{(\w+)(?::?-([^{}]*))?\})/g,
    (whole, plain: string | undefined, braced: string | undefined, fallback?: string) =>
      variables.get(plain ?? braced ?? '') ?? fallback ?? whole,
  );
}

/** A text with the defaults of the file's ARGs filled in; an ARG without a default keeps its `$`. */
export function withDefaults({ instructions }: Dockerfile, text: string): string {
  return fillIn(text, argumentsIn(instructions));
}

/** The number of stages that are compared with a name which only a build knows. */
const mostCompared = 1000;

function stageUnder(image: string, earlier: ReadonlyMap<string, Stage>): Stage | undefined {
  const parts = image.toLowerCase().split(/\$(?:\w+|\{[^{}]*\})/);
  if (parts.length === 1) return earlier.get(image.toLowerCase());
  let compared = 0;
  for (const [name, stage] of earlier) {
    if (mayBe(name, parts)) return stage;
    compared += 1;
    if (compared === mostCompared) break;
  }
  return undefined;
}

/** Whether a name has the parts in their order, with text between two of them and nothing around them. */
function mayBe(name: string, [first = '', ...rest]: readonly string[]): boolean {
  const last = rest.pop();
  if (last === undefined) return name === first;
  if (!name.startsWith(first)) return false;
  let at = first.length;
  for (const part of rest) {
    const found = name.indexOf(part, at + 1);
    if (found === -1) return false;
    at = found + part.length;
  }
  return name.length - last.length > at && name.endsWith(last);
}

/** The image of a stage for a message, with the values of its arguments. */
export function imageOf({ image, resolved }: Stage): string {
  return image === resolved ? image : `${image} (${resolved})`;
}

/** The stages on which the last one builds, last first: an image inherits USER from those. */
export function lineage(stage: Stage | undefined): readonly Stage[] {
  const found: Stage[] = [];
  for (let one = stage; one !== undefined; one = one.under) found.push(one);
  return found;
}

/** The stage of the image that runs: the last, unless it is called after work on the program and one before it starts something. */
export function shippedStage({ stages }: Pick<Dockerfile, 'stages'>): Stage | undefined {
  const last = stages.at(-1);
  if (last === undefined || !isForWork(last)) return last;
  return stages.findLast((stage) => !isForWork(stage) && startsSomething(stage)) ?? last;
}

function isForWork({ name }: Stage): boolean {
  return /^(dev|devel|development|debug|tests?|lint|ci)$/i.test(name ?? '');
}

function startsSomething(stage: Stage): boolean {
  return lineage(stage).some(({ instructions }) =>
    instructions.some(({ keyword }) => /^(ENTRYPOINT|CMD)$/.test(keyword)),
  );
}
