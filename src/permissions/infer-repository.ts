// Runs the inference over a repository, with the facts from its manifests: the same for every command.
import type { Inference } from '../inference/infer.ts';
import type { FromManifests } from '../inference/from-manifests.ts';
import { neededFiles } from '../inference/needed-files.ts';
import { readAround } from '../inference/read-around.ts';
import { environmentOf } from '../inventory/grants/accounts.ts';
import { buildFeatures } from '../inventory/build-features.ts';
import { argumentsOf } from '../inventory/grants/arguments.ts';
import { declaredKinds } from '../inventory/grants/crds.ts';
import { installationsOf, type Installations } from '../inventory/installations.ts';
import { lazy } from '../lazy.ts';
import { behindWall, type Failed } from '../repo/behind-wall.ts';
import type { Files } from '../repo/files.ts';
import { repositoryOf, type Repository, type Skipped } from '../repo/repository.ts';
import { runTask } from './run-task.ts';
import type { Task } from './task.ts';
import { suitV8 } from './v8-settings.ts';

export interface InferredRepository {
  readonly inference: Inference;
  /** The files of the repository and the Rust around it. */
  readonly files: Files;
  readonly installed: Installations;
}

/** An inference that is under way, and what is known without it. */
export interface StartedInference extends Omit<InferredRepository, 'inference'> {
  readonly inference: Promise<Inference>;
}

export interface InferRepositoryOptions extends Omit<Task, 'files' | 'skipped' | 'buildFeatures'> {
  /** Gets the current step. */
  readonly progress?: (what: string) => void;
}

/**
 * The needs of the Rust in a repository; existing sources that were not read make them unknown.
 *
 * @param options its `root` is the folder of the repository on disk, if it has one
 */
export async function inferRepository(
  repository: Repository,
  options: InferRepositoryOptions = {},
): Promise<InferredRepository> {
  const started = startInference(repository, options);
  prepareComparison(started.installed);
  return { ...started, inference: await started.inference };
}

/** The same, for a caller that has other work while a thread infers. */
export function startInference(
  repository: Repository,
  { progress = () => undefined, ...options }: InferRepositoryOptions = {},
): StartedInference {
  const around = options.root === undefined ? repositoryOf([]) : readAround(options.root, repository.files);
  const files = new Map([...repository.files, ...around.files]);
  suitV8(files);
  const skipped = [...repository.skipped, ...around.skipped].filter(mattersToInference);
  const builds = behindWall(repository, buildFeatures);
  const task: Task = {
    ...options,
    files: neededFiles(files),
    skipped,
    ...(builds.value && { buildFeatures: builds.value }),
  };
  const facts = lazy(() => known(repository));
  const inference = runTask(task, () => facts().manifests, progress);
  const { installed } = facts();
  return { files, inference, installed: { ...installed, faults: [...installed.faults, ...faultsOf(builds.failed)] } };
}

/** What a comparison will ask for, done while a thread infers: the roles that charts install with other values. */
export function prepareComparison({ installations }: Installations): void {
  try {
    for (const { optional } of installations) optional();
  } catch {
    // The comparison meets the same error, and names its file.
  }
}

type Known = Pick<InferredRepository, 'installed'> & { readonly manifests: FromManifests };

/** The facts from manifests; a file on which this program fails is left out and named. */
function known(repository: Repository): Known {
  const { value, failed } = behindWall(repository, (rest): Known => {
    const installed = installationsOf(rest);
    return {
      installed,
      manifests: {
        ownNamespace: environmentOf(installed.manifests),
        declared: declaredKinds(rest.files),
        containerArguments: argumentsOf(installed.manifests),
      },
    };
  });
  const { installed, manifests } = value ?? known(repositoryOf([]));
  return { installed: { ...installed, faults: [...installed.faults, ...faultsOf(failed)] }, manifests };
}

function faultsOf(failed: readonly Failed[]): Installations['faults'] {
  return failed.map(({ path, why }) => ({ path, line: 1, message: why }));
}

function mattersToInference({ path, why, failed }: Skipped): boolean {
  return why === 'is a symbolic link'
    ? /\.rs$|(?:^|\/)Cargo\.toml$/.test(path)
    : failed === true && /\.(?:rs|ya?ml|tpl)$|(?:^|\/)(?:Cargo\.(?:toml|lock)|kustomization)$/.test(path);
}
