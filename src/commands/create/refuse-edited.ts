// A generated repository belongs to its user: `update` merges edited files, and nothing replaces them.
import { answersPath, hardenedIn } from '../../answers/document.ts';
import { UserError } from '../../errors.ts';
import { blobIdOf } from '../../formats/blob-id.ts';
import { updateCommand } from '../update-command.ts';
import type { Comparison } from '../../repo/compare.ts';
import { writtenFrom, writtenPath } from '../../scaffold/written.ts';
import type { Place } from './place.ts';

/**
 * @param comparison the effect of writing, and the present files
 * @throws UserError with status 1 that names the files of a generated repository that would lose an edit; a file whose
 * original text the record does not prove counts as edited
 */
export function refuseEdited({ shown }: Place, { changes, before }: Comparison): void {
  if (hardenedIn(before.get(answersPath) ?? '') !== 'generated') return;
  const recorded = writtenFrom(before.get(writtenPath) ?? '')?.files;
  const edited = changes.filter(
    ({ path, state }) =>
      state === 'changed' &&
      path !== answersPath &&
      path !== writtenPath &&
      recorded?.get(path) !== blobIdOf(before.get(path) ?? ''),
  );
  if (edited.length === 0) return;
  throw new UserError(
    [
      `${shown} was generated, and these files were edited since:`,
      ...edited.map(({ path }) => `  ${path}`),
      '--force would replace them, so nothing was written.',
      `Run \`${updateCommand(shown)}\`: it merges and keeps every edit.`,
    ],
    { status: 1 },
  );
}
