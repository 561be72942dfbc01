// Whether one version may replace another: never an older one, and never one of a newer major.

/**
 * Only complete versions can be compared: today `v4` may mean a newer version than any that this program knows.
 *
 * @param used the version, as written: `v4.6.0`, `1.90.1`
 * @param offered the version that may replace it
 */
export function mayReplace(used: string, offered: string): boolean {
  const [from, to] = [numbersOf(used), numbersOf(offered)];
  if (from === undefined || to === undefined || from[0] !== to[0]) return false;
  const first = from.findIndex((number, index) => number !== to[index]);
  return first === -1 || (from[first] ?? 0) < (to[first] ?? 0);
}

function numbersOf(version: string): readonly number[] | undefined {
  const match = /^v?(\d+)\.(\d+)\.(\d+)$/.exec(version);
  return match === null ? undefined : match.slice(1).map(Number);
}
