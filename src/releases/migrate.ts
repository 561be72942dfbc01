// Reads the record of an older version with the names of this one.
import { releasesAfter } from './between.ts';
import { releases as all, type Release } from './releases.ts';
import { own } from '../table.ts';

/**
 * The answers of a record under their present keys and values; an answer that no release renamed stays as it is.
 *
 * @param answers the answers in the record, not yet checked
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
  // If the record already has the new key, it takes precedence: the later entry wins.
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

/** The present place of each file that a release moved, across several moves. */
export function movedFiles(releases: readonly Release[] = all): ReadonlyMap<string, string> {
  const moved = new Map<string, string>();
  for (const release of releases)
    for (const [from, to] of Object.entries(release.movedFiles)) {
      for (const [first, last] of moved) if (last === from) moved.set(first, to);
      moved.set(from, to);
    }
  return moved;
}
