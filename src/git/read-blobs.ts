// Texts that the repository of a user keeps, by their ids.
import { withRepository } from './open-repository.ts';
import { textsOf } from './texts-of.ts';

/** The texts of the blobs that are there, by id; nothing of the others, and none is fetched. */
export async function readBlobs(root: string, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  return (await withRepository(root, (repository) => textsOf(repository, ids))) ?? new Map();
}
