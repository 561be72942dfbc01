// What checkManifests asks for, from texts by path.
import type { Inference } from '../src/inference/infer.ts';
import { installationsOf } from '../src/inventory/installations.ts';
import { inferRepository, type InferredRepository } from '../src/permissions/infer-repository.ts';
import type { Files } from '../src/repo/files.ts';
import { repositoryOf } from '../src/repo/repository.ts';

/** Manifests beside an inference that was made before. */
export function inferredOf(files: Files, inference: Inference): InferredRepository {
  return { files, inference, installed: installationsOf(repositoryOf(files)) };
}

/** Really inferred. */
export function inferredFrom(files: Files): Promise<InferredRepository> {
  return inferRepository(repositoryOf(files));
}
