// A Dockerfile with positions: its stages and instructions, whatever their spelling and line continuations.
import { lineAt } from './edit.ts';

export interface Dockerfile {
  readonly path: string;
  readonly text: string;
  readonly stages: readonly Stage[];
  readonly instructions: readonly Instruction[];
}

export interface Stage {
  /** The image as written, and with the ARGs before the first FROM filled in. */
  readonly image: string;
  readonly resolved: string;
  readonly name: string | undefined;
  readonly from: Instruction;
  readonly instructions: readonly Instruction[];
}

export interface Instruction {
  /** In capitals. */
  readonly keyword: string;
  /** All that follows the keyword, continued lines joined by a blank. */
  readonly rest: string;
  readonly start: number;
  /** Behind the last character of the instruction, before its line break. */
  readonly end: number;
  /** Where the keyword ends. */
  readonly keywordEnd: number;
  readonly line: number;
}

/** Reads a Dockerfile or Containerfile. What it does not know it keeps as an instruction of that name. */
export function parseDockerfile(path: string, text: string): Dockerfile {
  const instructions = [...instructionsOf(text)];
  const variables = globalArguments(instructions);
  const stages: { image: string; resolved: string; name: string | undefined; from: Instruction; instructions: Instruction[] }[] = [];
  for (const instruction of instructions) {
    if (instruction.keyword === 'FROM') stages.push({ ...fromOf(instruction, variables), from: instruction, instructions: [] });
    else stages.at(-1)?.instructions.push(instruction);
  }
  return { path, text, stages, instructions };
}

function* instructionsOf(text: string): Generator<Instruction> {
  const escape = /^#\s*escape\s*=\s*`/im.test(text.slice(0, 300)) ? '`' : '\\';
  const lines = linesOf(text);
  for (let index = 0; index < lines.length; index += 1) {
    const first = lines[index];
    const match = first && /^(\s*)([A-Za-z]+)(?=\s|$)/.exec(first.text);
    if (!first || !match) continue;
    const start = first.offset + (match[1] ?? '').length;
    const keywordEnd = first.offset + match[0].length;
    const parts = [first.text.slice(match[0].length)];
    let last = first;
    while (last.text.trimEnd().endsWith(escape) || isBetween(last, lines[index + 1])) {
      const next = lines[index + 1];
      if (next === undefined) break;
      index += 1;
      if (/^\s*(#|$)/.test(next.text)) {
        last = { ...next, text: escape };
        continue;
      }
      parts.push(next.text);
      last = next;
    }
    const delimiter = /^(RUN|COPY|ADD)$/i.test(match[2] ?? '') ? /<<-?\s*["']?(\w+)["']?/.exec(parts.join(' '))?.[1] : undefined;
    if (delimiter !== undefined) {
      while (index + 1 < lines.length && lines[index]?.text.trim() !== delimiter) {
        index += 1;
        parts.push(lines[index]?.text ?? '');
      }
      last = lines[index] ?? last;
    }
    const rest = parts.map((part) => part.trimEnd().replace(/[\\`]$/, '').trim()).join(delimiter === undefined ? ' ' : '\n').trim();
    const end = last.offset + (lines[index]?.text ?? '').trimEnd().length;
    yield { keyword: (match[2] ?? '').toUpperCase(), rest, start, end, keywordEnd, line: lineAt(text, start) };
  }
}

interface Line {
  readonly text: string;
  readonly offset: number;
}

function isBetween(last: Line, next: Line | undefined): boolean {
  return next !== undefined && (last.text === '\\' || last.text === '`');
}

function linesOf(text: string): readonly Line[] {
  let offset = 0;
  return text.split('\n').map((line) => {
    const at = offset;
    offset += line.length + 1;
    return { text: line.replace(/\r$/, ''), offset: at };
  });
}

function globalArguments(instructions: readonly Instruction[]): ReadonlyMap<string, string> {
  const first = instructions.findIndex(({ keyword }) => keyword === 'FROM');
  return argumentsIn(instructions.slice(0, first === -1 ? 0 : first));
}

function argumentsIn(instructions: readonly Instruction[]): ReadonlyMap<string, string> {
  const known = instructions.filter(({ keyword }) => keyword === 'ARG');
  return new Map(known.flatMap(({ rest }) => [...rest.matchAll(/(\w+)=("[^"]*"|\S*)/g)].map((match) => [match[1] ?? '', (match[2] ?? '').replaceAll('"', '')])));
}

function fromOf({ rest }: Instruction, variables: ReadonlyMap<string, string>) {
  const words = rest.split(/\s+/).filter((word) => !word.startsWith('--'));
  const image = words[0] ?? '';
  return { image, resolved: fillIn(image, variables), name: words[1]?.toUpperCase() === 'AS' ? words[2] : undefined };
}

function fillIn(text: string, variables: ReadonlyMap<string, string>): string {
  return text.replaceAll(/\$(?:(\w+)|\{(\w+)(?::?-([^}]*))?\})/g, (whole, plain: string | undefined, braced: string | undefined, fallback?: string) => variables.get(plain ?? braced ?? '') ?? fallback ?? whole);
}

/** A text with the defaults of the file's ARGs filled in; what has none keeps its `$`. */
export function withDefaults({ instructions }: Dockerfile, text: string): string {
  return fillIn(text, argumentsIn(instructions));
}

/** The earlier stage that a stage is built from; of `base-$TARGETARCH` the first that it may mean. */
export function stageUnder({ stages }: Dockerfile, stage: Stage): Stage | undefined {
  const earlier = stages.slice(0, stages.indexOf(stage));
  const parts = stage.resolved.split(/\$(?:\w+|\{[^}]*\})/).map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const meant = new RegExp(`^${parts.join('.+')}$`, 'i');
  return earlier.find(({ name }) => name !== undefined && meant.test(name));
}

/** The image of a stage for a message, with what its arguments make of it. */
export function imageOf({ image, resolved }: Stage): string {
  return image === resolved ? image : `${image} (${resolved})`;
}

/** The stages that `FROM` the last one builds on, last first: an image inherits USER from those. */
export function lineage(file: Dockerfile, stage: Stage | undefined): readonly Stage[] {
  const found: Stage[] = [];
  for (let one = stage; one !== undefined; one = stageUnder(file, one)) found.push(one);
  return found;
}
