// Restores the files that an update touched.
import { withEndsOf } from '../../formats/line-ends.ts';
import type { Files } from '../../repo/files.ts';
import { readRepository } from '../../repo/read.ts';
import { removeFiles } from '../../repo/remove.ts';
import { writeFiles } from '../../repo/write.ts';
import type { Place } from '../create/place.ts';

/**
 * Writes every touched file with its earlier text, and removes the new ones.
 *
 * @param old the files before the update
 * @throws UserError as writing does
 */
export function giveBack(place: Place, touched: readonly string[], old: Files): void {
  const now = readRepository(place.path).files;
  const back = touched.flatMap((file): (readonly [string, string])[] => {
    const text = old.get(file);
    const before = text && withEndsOf(text, now.get(file));
    return before === undefined || before === now.get(file) ? [] : [[file, before]];
  });
  writeFiles(place, new Map(back), now);
  const created = touched.filter((file) => !old.has(file) && now.has(file));
  removeFiles(place.path, created, now);
}
