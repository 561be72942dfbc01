// A directory in which no rule finds anything to judge is the wrong one.
import { UserError } from '../../errors.ts';
import type { Repository } from '../../repo/repository.ts';
import { unread } from '../../inventory/faults.ts';

const matters = /\.(ya?ml|rs)$|(^|\/)Cargo\.toml$|(Docker|Container)file[^/]*$/i;

/**
 * @throws UserError with status 2 if there is neither Rust nor a manifest, a workflow or a Dockerfile: a report without
 * findings would be misleading
 */
export function assertSomethingToJudge(repository: Repository, root: string): void {
  const isThere = [...repository.files].some(
    // A JSON file is a manifest only if it has an API version: every JavaScript project has JSON files.
    ([path, text]) => matters.test(path) || (/\.json$/i.test(path) && text.includes('"apiVersion"')),
  );
  if (!isThere && unread(repository).length === 0)
    throw new UserError(
      `"${root}" holds nothing to judge: no Rust, manifest, workflow or Dockerfile. Name the root of a repository.`,
      { status: 2 },
    );
}
