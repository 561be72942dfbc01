// `rbac --write`: edits the roles of the repository in place; without any, it writes the least ones.
import type { ExitStatus } from '../../cli/command.ts';
import type { Output } from '../../cli/output.ts';
import { UserError } from '../../errors.ts';
import { exactRoles } from './exact-roles.ts';
import { withPage } from './page-rows.ts';
import { pagePath } from '../../inventory/permissions-page.ts';
import type { CheckedInference } from '../../permissions/check.ts';
import type { InferredRepository } from '../../permissions/infer-repository.ts';
import { HEADER, manifestsFor } from '../../permissions/write.ts';
import { inTheWay, type Repository } from '../../repo/repository.ts';
import { inspectTarget } from '../../repo/target.ts';
import { writeFiles } from '../../repo/write.ts';
import { removedText } from '../removed-text.ts';

interface Writing {
  readonly root: string;
  readonly repository: Repository;
  readonly inferred: InferredRepository;
  readonly checked: CheckedInference;
  readonly out: Output;
  readonly err: Output;
}

/** Writes all files or none. Exit status 1: something is left that only a person can do. */
export function write(writing: Writing): ExitStatus {
  const { repository, inferred } = writing;
  const isOurs = [...repository.files].some(
    ([file, text]) => file.startsWith('deploy/rbac/') && text.startsWith(HEADER),
  );
  const exact = isOurs ? undefined : exactRoles(repository, inferred);
  if (exact === undefined) return writeAnew(writing);
  if ('refused' in exact)
    throw new UserError(
      [
        'Nothing was written: no existing role can hold these missing permissions:',
        ...exact.refused.map((words) => `  ${words}`),
        'Add a role and a binding for it by hand; rbac --check shows the lines of code.',
      ],
      { status: 1 },
    );
  const { files } = withPage(exact.after, inferred, exact.added);
  const changed = new Map([...files].filter(([file, text]) => repository.files.get(file) !== text));
  writeChanged(writing, changed, []);
  if (changed.has(pagePath))
    writing.err.lines([`Read ${pagePath} again: what an attacker gets may have changed; \`audit\` reports it.`]);
  if (exact.left.length === 0) {
    if (changed.size === 0) writing.err.lines(['Nothing to write: the roles grant exactly what the code needs.']);
    return 0;
  }
  writing.err.lines(['Unused, and left to you:', ...exact.left.map((words) => `  ${words}`)]);
  return 1;
}

function writeAnew(writing: Writing): ExitStatus {
  const written = manifestsFor(writing.inferred, writing.checked);
  if (written.misnamed.length > 0)
    throw new UserError(
      `Nothing was written: cargo refuses ${written.misnamed.map((name) => JSON.stringify(name)).join(', ')} as the name of a binary, so no file is named for it. Rename it in Cargo.toml.`,
      { status: 1 },
    );
  const unread = [...written.files.keys()].filter((file) => inTheWay(writing.repository, file) !== undefined);
  const refused = [...written.refused, ...unread];
  if (refused.length > 0)
    throw new UserError(
      `${refused.join(', ')} was not written by this command, so it was left alone and nothing was written. Move it away, or add its rules by hand.`,
      { status: 1 },
    );
  writeChanged(writing, written.files, written.identical);
  return 0;
}

function writeChanged(
  { root, repository, out, err }: Writing,
  files: ReadonlyMap<string, string>,
  identical: readonly string[],
): void {
  err.lines(removedText(writeFiles(inspectTarget(root), files, repository.files)));
  const named = [...files.keys()].map((file) => `${repository.files.has(file) ? 'changed' : 'created'} ${file}`);
  const same = identical.map((file) => `identical ${file}`);
  out.lines([...named, ...same]);
}
