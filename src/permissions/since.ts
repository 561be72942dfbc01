// Only the new differences of a comparison: those that an earlier state of the repository did not have.
import type { Check } from './check.ts';
import { nameOf } from './words.ts';

/**
 * The comparison without the differences in `before`; a difference that only moved to another line is not new.
 *
 * @param renamed the present name of a file, by its earlier name
 */
export function newDifferences(check: Check, before: Check, renamed: ReadonlyMap<string, string> = new Map()): Check {
  const now = (path: string): string => renamed.get(path) ?? path;
  return {
    missing: without(check.missing, before.missing, keyOfNeed),
    enforced: without(check.enforced, before.enforced, keyOfNeed),
    excess: without(
      check.excess,
      before.excess.map((each) => ({ ...each, path: now(each.path) })),
      (each) => `${each.path} ${keyOf(each)}`,
    ),
    unknown: without(
      check.unknown,
      before.unknown.map((each) => ({ ...each, path: now(each.path) })),
      ({ path, why }) => `${path} ${why}`,
    ),
  };
}

function keyOfNeed(each: Check['missing'][number]): string {
  return `${each.binary} ${keyOf(each)}`;
}

function keyOf(each: Pick<Check['missing'][number], 'group' | 'resource' | 'verb' | 'scope' | 'namespaces'>): string {
  return `${each.verb} ${nameOf(each)} ${each.scope} ${each.namespaces.join(',')}`;
}

function without<T>(list: readonly T[], before: readonly T[], key: (each: T) => string): readonly T[] {
  const known = new Set(before.map(key));
  return list.filter((each) => !known.has(key(each)));
}
