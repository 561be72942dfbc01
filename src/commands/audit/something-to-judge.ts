// A directory in which no rule finds anything to look at is the wrong one.
import { UserError } from '../../errors.ts';
import type { Repository } from '../../repo/repository.ts';
import { unread } from '../../inventory/faults.ts';

const matters = /\.(ya?ml|rs)$|(^|\/)Cargo\.toml$|(Docker|Container)file[^/]*$/i;

/** @throws UserError with status 2 where there is neither Rust nor a manifest, a workflow or a Dockerfile: nothing found would be no news */
export function assertSomethingToJudge(repository: Repository, root: string): void {
  const isThere = [...repository.files].some(
    // Of JSON only what says its version is a manifest: every project of JavaScript has some.
    ([path, text]) => matters.test(path) || (/\.json$/i.test(path) && text.includes('"apiVersion"')),
  );
  if (!isThere && unread(repository).length === 0)
    throw new UserError(
      `"${root}" holds nothing to judge: no Rust, manifest, workflow or Dockerfile. Name the root of a repository.`,
      { status: 2 },
    );
}
