// Does the work without a file that breaks it: a fault of this program costs one file, never the report.
import { UserError } from '../errors.ts';
import { repositoryOf, type Repository } from './repository.ts';

export interface Done<T> {
  /** The result; undefined if the work fails whatever file is left out. */
  readonly value: T | undefined;
  readonly failed: readonly Failed[];
}

export interface Failed {
  /** The file with which it fails; `.` if it is not a single one. */
  readonly path: string;
  readonly why: string;
}

/** If more files fail, all of them do. */
const most = 5;

/**
 * Does something with a repository; if that throws, without the files that make it throw.
 *
 * @param run without side effects, because it is tried again
 * @throws UserError as `run` does
 */
export function behindWall<T>(repository: Repository, run: (repository: Repository) => T): Done<T> {
  const failed: Failed[] = [];
  let rest = repository;
  for (;;) {
    const tried = attempt(() => run(rest));
    if (!('error' in tried)) return { value: tried.value, failed };
    const path = failed.length < most ? culprit(rest, run) : undefined;
    failed.push({ path: path ?? '.', why: whyFailed(tried.error) });
    if (path === undefined) return { value: undefined, failed };
    rest = repositoryOf(
      [...rest.files].filter(([file]) => file !== path),
      rest.skipped,
    );
  }
}

/** The message for an error that is not the user's fault. */
export function whyFailed(error: unknown): string {
  return `create-kube-secure-controller failed on it (${String(error)}): please report it`;
}

/** The last file of the shortest beginning of the list that fails; undefined if it fails without any file. */
function culprit(repository: Repository, run: (repository: Repository) => unknown): string | undefined {
  const files = [...repository.files];
  const fails = (count: number): boolean =>
    'error' in attempt(() => run(repositoryOf(files.slice(0, count), repository.skipped)));
  if (fails(0)) return undefined;
  let [holds, breaks] = [0, files.length];
  while (breaks - holds > 1) {
    const middle = Math.floor((holds + breaks) / 2);
    if (fails(middle)) breaks = middle;
    else holds = middle;
  }
  return files[breaks - 1]?.[0];
}

function attempt<T>(run: () => T): { readonly value: T } | { readonly error: unknown } {
  try {
    return { value: run() };
  } catch (error) {
    if (error instanceof UserError) throw error;
    return { error };
  }
}
