// Which releases lie between the version that wrote a repository and this one.
import { releases as all, type Release } from './releases.ts';

/**
 * The releases after a version, the oldest first; all of them where nothing tells the version.
 *
 * @param from as a record has it
 */
export function releasesAfter(from: string | undefined, releases: readonly Release[] = all): readonly Release[] {
  const known = from !== undefined && partsOf(from) !== undefined;
  return known ? releases.filter(({ version }) => isLater(version, from)) : releases;
}

/** Whether a version comes after another; what precedes a release (`1.0.0-rc.1`) comes before it. Unknown ones come after none. */
export function isLater(one: string, other: string): boolean {
  const [a, b] = [partsOf(one), partsOf(other)];
  if (a === undefined || b === undefined) return false;
  const at = a.findIndex((part, index) => part !== b[index]);
  return at !== -1 && (a[at] ?? 0) > (b[at] ?? 0);
}

/** The three numbers, and whether it is the release itself. Of two that precede the same release neither is later. */
function partsOf(version: string): readonly number[] | undefined {
  const [, major, minor, patch, before] = /^v?(\d+)\.(\d+)\.(\d+)(-[\w.-]+)?(?:\+[\w.-]+)?$/.exec(version) ?? [];
  if (major === undefined) return undefined;
  return [Number(major), Number(minor), Number(patch), before === undefined ? 1 : 0];
}
