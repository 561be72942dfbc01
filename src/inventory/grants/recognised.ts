// Recognises the workload that runs a program: by its command, by the Dockerfile of its image, by names.
import type { StartedPrograms } from '../started-programs.ts';
import { textAt, textsAt } from '../part.ts';
import { isForeign } from './foreign-images.ts';
import type { Pod } from './pods.ts';

/** A Pod, and whose permissions it has. */
export interface Workload {
  readonly serviceAccount: string;
  readonly name: string;
  readonly containers: readonly Container[];
}

/** A container, in the words by which a program can be recognised. */
export interface Container {
  readonly name: string;
  readonly image: string;
  /** The last part of the image's name. */
  readonly imageName: string;
  /** The words of its command and arguments, without folders. */
  readonly words: readonly string[];
  readonly hasCommand: boolean;
}

/** The features of a Pod that show which program it runs. */
export function workloadOf({ manifest: { name }, account, containers }: Pod): Workload {
  return {
    name,
    serviceAccount: account,
    containers: containers.map((container) => {
      const image = textAt(container, 'image') ?? '';
      const command = textsAt(container, 'command');
      return {
        name: textAt(container, 'name') ?? '',
        image,
        imageName: image.split('@')[0]?.split('/').at(-1)?.split(':')[0] ?? '',
        words: [...command, ...textsAt(container, 'args')].map((text) => text.split('/').at(-1) ?? ''),
        hasCommand: command.length > 0,
      };
    }),
  };
}

type IsOwn = (container: Container, workload: Workload, names: readonly string[], program: string) => boolean;
type Runs = (
  workload: Workload,
  program: string,
  names: readonly string[],
  started: StartedPrograms,
  isOurs: IsOwn,
) => boolean;

const byCommand: Runs = ({ containers }, program) => containers.some(({ words }) => words.includes(program));

/** An image starts the program of its Dockerfile, whatever the image is called; with several Dockerfiles, its name decides. */
const byDockerfile: Runs = (workload, program, names, started, isOurs) =>
  started.programs.includes(program) &&
  unclaimed(workload, names).some(
    (one) =>
      !one.hasCommand &&
      !isForeign(one) &&
      (started.programs.length === 1
        ? isOurs(one, workload, names, program)
        : one.imageName === program || started.inImage(one.imageName) === program),
  );
const byImage: Runs = (workload, program, names) =>
  unclaimed(workload, names).some(({ imageName }) => imageName === program);
const byName: Runs = (workload, program, names) => {
  const free = unclaimed(workload, names);
  return free.some(({ name }) => name === program) || (free.length > 0 && workload.name === program);
};

/** The command of a container counts more than the program of its image, and that more than a name. */
export function namedAccounts(
  workloads: readonly Workload[],
  names: readonly string[],
  started: StartedPrograms,
  isOurs: IsOwn,
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const name of names)
    for (const runs of [byCommand, byDockerfile, byImage, byName]) {
      // A program that no image starts is not run by an image with the same name.
      if (runs !== byCommand && started.programs.length > 0 && !started.programs.includes(name)) continue;
      const accounts = new Set(
        workloads
          .filter((workload) => runs(workload, name, names, started, isOurs))
          .map(({ serviceAccount }) => serviceAccount),
      );
      const [only] = accounts;
      if (only !== undefined && accounts.size === 1) found.set(name, only);
      if (accounts.size > 0) break;
    }
  return found;
}

/** An image with the name of a program of this repository, or in a workload or container with that name. */
export function isNamedLike(
  container: Container,
  workload: Workload,
  names: readonly string[],
  program: string,
): boolean {
  const texts = [container.imageName, container.name, workload.name];
  return texts.some((text) => names.some((name) => isLike(text, name) || isLike(text, program)));
}

/** The same, or the only container of its Pod. */
export function isOwn(container: Container, workload: Workload, names: readonly string[], program: string): boolean {
  return isNamedLike(container, workload, names, program) || workload.containers.length === 1;
}

function isLike(text: string, name: string): boolean {
  return text !== '' && (text.includes(name) || name.includes(text));
}

/** The containers whose command names no program of this repository: one image may contain all of them. */
function unclaimed({ containers }: Workload, names: readonly string[]): readonly Container[] {
  return containers.filter((one) => !isForeign(one) && !one.words.some((word) => names.includes(word)));
}
