// Temporary names next to files while they are written.
import { isAlive, thisHost } from './holder.ts';

/** The prefix of names that only exist while files are written. The next run removes those of a killed run. */
export const stagePrefix = '.create-kube-secure-controller-';

export const lockName = `${stagePrefix}lock`;

/** The prefix of a name with the process and the machine that made it. */
export function stageName(): string {
  return `${stagePrefix}${thisHost()}-${process.pid}-`;
}

/** The lifetime of a name whose process is on another machine. */
const mostAge = 10 * 60_000;

/** Whether a name belongs to a run of this program that has ended. */
export function isLeft(name: string, age: number): boolean {
  const [, host, pid] =
    /^([0-9a-f]{12})-(\d+)-\w+/.exec(name.startsWith(stagePrefix) ? name.slice(stagePrefix.length) : '') ?? [];
  if (host === undefined) return false;
  return host === thisHost() ? !isAlive(Number(pid)) : age > mostAge;
}
