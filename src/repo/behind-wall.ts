// What one file breaks is done without that file: a fault of this program costs the one file, never the report.
import { UserError } from '../errors.ts';
import { repositoryOf, type Repository } from './repository.ts';

export interface Done<T> {
  /** Of what could be done; undefined where it fails whatever file is left out. */
  readonly value: T | undefined;
  readonly failed: readonly Failed[];
}

export interface Failed {
  /** The file that it fails with; `.` where that is no single one. */
  readonly path: string;
  readonly why: string;
}

/** More files that fail are a fault of all. */
const most = 5;

/**
 * Does something with a repository; where that throws, without the files that make it throw.
 *
 * @param run without side effects: it is tried again
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

/** What to say of an error that is no fault of the user's. */
export function whyFailed(error: unknown): string {
  return `create-kube-secure-controller failed on it (${String(error)}): please report it`;
}

/** The last file of the shortest beginning of the list that fails; undefined where it fails without any. */
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
