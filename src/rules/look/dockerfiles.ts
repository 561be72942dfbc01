// The stages of Dockerfiles that end up in an image.
import { lineage, shippedStage, type Dockerfile, type Stage } from '../../formats/dockerfile/dockerfile.ts';
import type { Instruction } from '../../formats/dockerfile/instructions.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { readManifest } from '../../inventory/manifests.ts';
import type { Sight } from '../rule.ts';
import { type Said, sightIn } from '../sight.ts';

/** Judges the stage of each Dockerfile that becomes the running image; an image that only exports files never runs. */
export function finalStages(
  { dockerfiles, workloads }: Inventory,
  judge: (file: Dockerfile, stage: Stage, inherited: readonly Stage[]) => Sight | readonly Sight[],
): readonly Sight[] {
  return dockerfiles.flatMap((file) => {
    const stage = shippedStage(file);
    const isImage = stage !== undefined && !(onlyExports(lineage(stage)) && !startsFileOf(lineage(stage), workloads));
    return isImage ? judge(file, stage, lineage(stage)) : [];
  });
}

/** Only files in an empty image without a command: `docker build --output`. */
function onlyExports(inherited: readonly Stage[]): boolean {
  return (
    inherited.at(-1)?.resolved === 'scratch' &&
    inherited.every(({ instructions }) => instructions.every(({ keyword }) => /^(COPY|ADD|ARG|LABEL)$/.test(keyword)))
  );
}

/** A manifest may start a file of an image without a command: one that is copied by its name, or with its folder. */
function startsFileOf(inherited: readonly Stage[], workloads: Inventory['workloads']): boolean {
  const copies = inherited.flatMap(({ instructions }) =>
    instructions.filter(({ keyword }) => /^(COPY|ADD)$/.test(keyword)),
  );
  const words = copies.flatMap(({ rest }) => rest.split(/[\s"',[\]]+/).filter((word) => !/^(--.*)?$/.test(word)));
  const files = new Set(words.map(lastName));
  return workloads.some(({ manifest, containers }) =>
    containers.some(({ keys }) => {
      const { state, value } = readManifest(manifest, [...keys, 'command']);
      const first = Array.isArray(value) ? value[0] : undefined;
      return state !== 'absent' && (files.has('') || typeof first !== 'string' || files.has(lastName(first)));
    }),
  );
}

function lastName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The instructions of the image that runs and of its base stages; other stages do not count. */
export function instructionsThatShip(file: Dockerfile): readonly Instruction[] {
  const stage = shippedStage(file);
  return stage === undefined ? [] : lineage(stage).flatMap(({ instructions }) => instructions);
}

/** The last instruction of a kind in a stage and its base stages. */
export function lastOf(inherited: readonly Stage[], keyword: string): Instruction | undefined {
  return inherited
    .map(({ instructions }) => instructions.findLast((one) => one.keyword === keyword))
    .find((one) => one !== undefined);
}

/** One sight for each instruction that is bad or cannot be judged, or one that says that there is none. */
export function wrongInstructions(
  file: Dockerfile,
  instructions: readonly Instruction[],
  wrong: (one: Instruction) => string | (Said & { readonly state?: 'unknown' }) | undefined,
  more: (one: Instruction) => Partial<Sight> = () => ({}),
): readonly Sight[] {
  const found = instructions.flatMap((one) => {
    const said = wrong(one);
    if (said === undefined) return [];
    return [sightIn(file, one.start, (typeof said === 'object' && said.state) || 'broken', said, more(one))];
  });
  return found.length > 0 ? found : [sightIn(file, 0, 'kept', file.path)];
}

/** The place for a new line before an instruction, above the comment of that instruction. */
export function before({ text }: Dockerfile, instruction: Instruction | undefined): number {
  let at = instruction?.start ?? text.length;
  while (at > 0 && instruction !== undefined) {
    const above = text.lastIndexOf('\n', at - 2) + 1;
    if (!/^\s*#/.test(text.slice(above, at))) break;
    at = above;
  }
  return at;
}
