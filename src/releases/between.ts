// The releases between the version that wrote a repository and this one.
import { releases as all, type Release } from './releases.ts';

/**
 * The releases after a version, the oldest first; all of them if the version is unknown.
 *
 * @param from the version in a record
 */
export function releasesAfter(from: string | undefined, releases: readonly Release[] = all): readonly Release[] {
  const known = from !== undefined && partsOf(from) !== undefined;
  return known ? releases.filter(({ version }) => isLater(version, from)) : releases;
}

/**
 * Whether a version comes after another; a pre-release (`1.0.0-rc.1`) comes before its release. An unknown version
 * comes after none.
 */
export function isLater(one: string, other: string): boolean {
  const [a, b] = [partsOf(one), partsOf(other)];
  if (a === undefined || b === undefined) return false;
  const at = a.findIndex((part, index) => part !== b[index]);
  return at !== -1 && (a[at] ?? 0) > (b[at] ?? 0);
}

/** The three numbers, and whether it is the release itself. Two pre-releases of one release are not ordered. */
function partsOf(version: string): readonly number[] | undefined {
  const [, major, minor, patch, before] = /^v?(\d+)\.(\d+)\.(\d+)(-[\w.-]+)?(?:\+[\w.-]+)?$/.exec(version) ?? [];
  if (major === undefined) return undefined;
  return [Number(major), Number(minor), Number(patch), before === undefined ? 1 : 0];
}
