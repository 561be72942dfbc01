// The input of checkManifests, from texts by path.
import type { Inference } from '../src/inference/infer.ts';
import { installationsOf } from '../src/inventory/installations.ts';
import { inferRepository, type InferredRepository } from '../src/permissions/infer-repository.ts';
import type { Files } from '../src/repo/files.ts';
import { repositoryOf } from '../src/repo/repository.ts';

/** Manifests with an earlier inference. */
export function inferredOf(files: Files, inference: Inference): InferredRepository {
  return { files, inference, installed: installationsOf(repositoryOf(files)) };
}

/** With a real inference. */
export function inferredFrom(files: Files): Promise<InferredRepository> {
  return inferRepository(repositoryOf(files));
}
