// Folders that the user excluded.
import { repositoryOf, type Repository } from '../repo/repository.ts';
import { isBelow } from './config.ts';

/** The repository without some folders; each is listed as left out. */
export function excluding(repository: Repository, folders: readonly string[]): Repository {
  if (folders.length === 0) return repository;
  const isOut = (path: string): boolean => folders.some((folder) => isBelow(path, folder));
  return repositoryOf(
    [...repository.files].filter(([path]) => !isOut(path)),
    [
      ...repository.skipped.filter(({ path }) => !isOut(path)),
      ...folders.map((path) => ({ path, why: whyOut(repository, path), mayHold: true as const })),
    ],
  );
}

function whyOut({ files }: Repository, folder: string): string {
  const count = [...files.keys()].filter((path) => isBelow(path, folder)).length;
  return count === 0 ? 'is excluded, and holds nothing: is it the right folder?' : 'is excluded';
}
