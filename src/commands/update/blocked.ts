// Paths of an update whose present content cannot be merged.
import type { Files } from '../../repo/files.ts';
import { inTheWay, type Repository } from '../../repo/repository.ts';

/** Each with the reason: it was not read, or its name differs from another only in case. */
export function blockedIn(before: Repository, base: Files, theirs: Files): ReadonlyMap<string, string> {
  const folded = new Map([...before.files.keys()].map((file) => [file.toLowerCase(), file]));
  const twinOf = (file: string): string | undefined => (base.has(file) ? undefined : folded.get(file.toLowerCase()));
  return new Map(
    [...new Set([...base.keys(), ...theirs.keys()])].flatMap((file): (readonly [string, string])[] => {
      const twin = twinOf(file);
      if (twin !== undefined && twin !== file) return [[file, `is ${twin} here, which differs only in case`]];
      const way = inTheWay(before, file);
      if (way === undefined) return [];
      return [[file, way.path === file ? way.why : `lies below ${way.path}, which ${way.why}`]];
    }),
  );
}
