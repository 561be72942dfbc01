// The inference over a repository as it was read: the same for every command.
import { repositoryOf, type Repository, type Skipped } from '../repo/repository.ts';
import { inferFiles, type Inference, type InferOptions } from './infer.ts';
import { readAround } from './read-around.ts';
import type { Files } from './workspace.ts';

export interface InferredRepository {
  readonly inference: Inference;
  /** The files of the repository and the Rust around it. */
  readonly files: Files;
}

/**
 * What the Rust of a repository needs; sources that are there and were not read make it unknown.
 *
 * @param options its `root` says where the repository lies on disk, if it does
 */
export async function inferRepository(repository: Repository, options: InferOptions = {}): Promise<InferredRepository> {
  const around = options.root === undefined ? repositoryOf([]) : readAround(options.root, repository.files);
  const files = new Map([...repository.files, ...around.files]);
  const skipped = [...repository.skipped, ...around.skipped].filter(mattersToInference);
  return { files, inference: await inferFiles(files, { ...options, skipped }) };
}

function mattersToInference({ path, why, failed }: Skipped): boolean {
  return why === 'is a symbolic link'
    ? /\.rs$|(?:^|\/)Cargo\.toml$/.test(path)
    : failed === true && /\.(?:rs|ya?ml|tpl)$|(?:^|\/)(?:Cargo\.(?:toml|lock)|kustomization)$/.test(path);
}
