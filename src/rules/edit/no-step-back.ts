// Whether one version may take the place of another: never an older one, never one of a newer major.

/**
 * Only versions that are written to the last number can be compared: what `v4` stands for today may be newer than anything known here.
 *
 * @param used as it is written: `v4.6.0`, `1.90.1`
 * @param offered the same
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
