// An inference as data, which another thread can be given.
import { inferFiles, type Inference, type InferOptions } from '../inference/infer.ts';
import type { FromManifests } from '../inference/from-manifests.ts';
import type { Files } from '../repo/files.ts';
import { checkedModels, type GivenModel } from './given-models.ts';
import { cargoHome, readCrates } from '../repo/crate-sources.ts';

export interface Task extends Omit<InferOptions, 'models' | 'sourcesOf' | 'manifests' | 'progress'> {
  readonly files: Files;
  readonly models?: readonly GivenModel[];
  /** Whether kinds are read from the sources of dependencies on this machine. */
  readonly dependencies?: boolean;
}

/**
 * Infers.
 *
 * @param manifests their facts, which are needed only after the source has been read
 * @param progress gets the current step, many times a second
 * @throws UserError for a faulty model of the user
 */
export async function perform(
  { files, models = [], dependencies = false, ...options }: Task,
  manifests: FromManifests | Promise<FromManifests>,
  progress: (what: string) => void,
): Promise<Inference> {
  const { root } = options;
  return inferFiles(files, {
    ...options,
    models: await checkedModels(models),
    manifests,
    progress,
    ...(dependencies && root !== undefined && { sourcesOf: (crates) => readCrates(root, cargoHome(), crates) }),
  });
}
