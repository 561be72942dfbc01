// Texts in the repository of a user, by their ids.
import { withRepository } from './open-repository.ts';
import { textsOf } from './texts-of.ts';

/** The texts of the existing blobs, by id; nothing for the others, and git fetches none. */
export async function readBlobs(root: string, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  return (await withRepository(root, (repository) => textsOf(repository, ids))) ?? new Map();
}
