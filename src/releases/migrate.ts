// What an older version recorded, as this one reads it.
import { releasesAfter } from './between.ts';
import { releases as all, type Release } from './releases.ts';
import { own } from '../table.ts';

/**
 * The answers of a record under the keys and values that they have now; what no release renamed stays as it is.
 *
 * @param answers as the record has them, not yet checked
 * @param from the version that wrote them
 */
export function migrateAnswers(
  answers: Readonly<Record<string, unknown>>,
  from: string | undefined,
  releases: readonly Release[] = all,
): Readonly<Record<string, unknown>> {
  return releasesAfter(from, releases).reduce(migrateBy, answers);
}

function migrateBy(
  answers: Readonly<Record<string, unknown>>,
  { renamedAnswers, renamedValues }: Release,
): Readonly<Record<string, unknown>> {
  const isOld = ([key]: readonly [string, unknown]): boolean => own(renamedAnswers, key) !== undefined;
  const entries = Object.entries(answers);
  // Where somebody wrote the new key by hand already, it says what is meant: the later entry wins.
  const renamed = [...entries.filter(isOld), ...entries.filter((entry) => !isOld(entry))].map(([key, value]) => {
    const now = own(renamedAnswers, key) ?? key;
    return [now, valueNow(value, own(renamedValues, now) ?? {})] as const;
  });
  return Object.fromEntries(renamed);
}

function valueNow(value: unknown, renamed: Readonly<Record<string, string>>): unknown {
  if (Array.isArray(value)) return value.map((one: unknown) => valueNow(one, renamed));
  return typeof value === 'string' ? (own(renamed, value) ?? value) : value;
}

/** Where each file stands now that any release moved, over as many releases as moved it again. */
export function movedFiles(releases: readonly Release[] = all): ReadonlyMap<string, string> {
  const moved = new Map<string, string>();
  for (const release of releases)
    for (const [from, to] of Object.entries(release.movedFiles)) {
      for (const [first, last] of moved) if (last === from) moved.set(first, to);
      moved.set(from, to);
    }
  return moved;
}
