// Keeps uncommitted work separate from the files that this program writes.
import { UserError } from '../errors.ts';
import { dirtyFiles } from '../git/status.ts';

/**
 * @param why what would be mixed with it, as the end of a sentence
 * @param advice the next step
 * @throws UserError with status 1 that names the files
 */
export async function refuseDirty(root: string, why: string, advice: string): Promise<void> {
  const dirty = await dirtyFiles(root);
  if (dirty.length === 0) return;
  const more = dirty.length > 5 ? [`  and ${dirty.length - 5} more`] : [];
  throw new UserError(
    [`Git has uncommitted changes, ${why}:`, ...dirty.slice(0, 5).map((file) => `  ${file}`), ...more, advice],
    { status: 1 },
  );
}
