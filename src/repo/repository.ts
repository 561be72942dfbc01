// A repository in memory: the text of its files, and the parts that were left out, with the reasons.

export interface Repository {
  /** Text by path below the root, with `/` on every platform, in alphabetical order. */
  readonly files: ReadonlyMap<string, string>;
  /** Existing files that were not read. */
  readonly skipped: readonly Skipped[];
}

export interface Skipped {
  readonly path: string;
  readonly why: string;
  /** Whether reading it was tried and failed. */
  readonly failed?: true;
  /** Whether it is a whole folder, or a link to one, that may contain files which would be judged elsewhere. */
  readonly mayHold?: true;
}

/** The reason why a link was left out. */
export const isLink = 'is a symbolic link';

/** A repository from texts by path. */
export function repositoryOf(files: Iterable<readonly [string, string]>, skipped: readonly Skipped[] = []): Repository {
  return { files: new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1))), skipped };
}

/** The repository with some files replaced or added. */
export function withFiles(repository: Repository, changed: Iterable<readonly [string, string]>): Repository {
  return repositoryOf([...repository.files, ...changed], repository.skipped);
}

/** The obstacle for a new file: a path that was not read, or a folder above it that was not entered. */
export function inTheWay({ skipped }: Repository, path: string): Skipped | undefined {
  return skipped.find((one) => one.path === path || path.startsWith(`${one.path}/`));
}

/** Whether a path exists, even if its content was not read. */
export function exists(repository: Repository, path: string): boolean {
  return repository.files.has(path) || repository.skipped.some((skipped) => skipped.path === path);
}
