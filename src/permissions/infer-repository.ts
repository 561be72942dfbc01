// Runs the inference over a repository, with the facts from its manifests: the same for every command.
import { inferFiles, type Inference, type InferOptions } from '../inference/infer.ts';
import { readAround } from '../inference/read-around.ts';
import { environmentOf } from '../inventory/grants/accounts.ts';
import { buildFeatures } from '../inventory/build-features.ts';
import { argumentsOf } from '../inventory/grants/arguments.ts';
import { declaredKinds } from '../inventory/grants/crds.ts';
import { installationsOf, type Installations } from '../inventory/installations.ts';
import { behindWall } from '../repo/behind-wall.ts';
import type { Files } from '../repo/files.ts';
import { repositoryOf, type Repository, type Skipped } from '../repo/repository.ts';
import { suitV8 } from './v8-settings.ts';

export interface InferredRepository {
  readonly inference: Inference;
  /** The files of the repository and the Rust around it. */
  readonly files: Files;
  readonly installed: Installations;
}

/**
 * The needs of the Rust in a repository; existing sources that were not read make them unknown.
 *
 * @param options its `root` is the folder of the repository on disk, if it has one
 */
export async function inferRepository(
  repository: Repository,
  options: Omit<InferOptions, 'skipped' | 'manifests'> = {},
): Promise<InferredRepository> {
  const around = options.root === undefined ? repositoryOf([]) : readAround(options.root, repository.files);
  const files = new Map([...repository.files, ...around.files]);
  suitV8(files);
  const skipped = [...repository.skipped, ...around.skipped].filter(mattersToInference);
  const { installed, manifests } = known(repository);
  return { files, installed, inference: await inferFiles(files, { ...options, skipped, manifests }) };
}

type Known = Pick<InferredRepository, 'installed'> & { readonly manifests: NonNullable<InferOptions['manifests']> };

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
        buildFeatures: buildFeatures(rest),
      },
    };
  });
  const { installed, manifests } = value ?? known(repositoryOf([]));
  const faults = failed.map(({ path, why }) => ({ path, line: 1, message: why }));
  return { installed: { ...installed, faults: [...installed.faults, ...faults] }, manifests };
}

function mattersToInference({ path, why, failed }: Skipped): boolean {
  return why === 'is a symbolic link'
    ? /\.rs$|(?:^|\/)Cargo\.toml$/.test(path)
    : failed === true && /\.(?:rs|ya?ml|tpl)$|(?:^|\/)(?:Cargo\.(?:toml|lock)|kustomization)$/.test(path);
}
