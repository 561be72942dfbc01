// What we put beside files while they are on their way.
import { isAlive, thisHost } from './holder.ts';

/** How a name starts that is only there while files are written. What a killed run left, the next one takes away. */
export const stagePrefix = '.create-kube-secure-controller-';

export const lockName = `${stagePrefix}lock`;

/** The start of a name that says which process made it, on which machine. */
export function stageName(): string {
  return `${stagePrefix}${thisHost()}-${process.pid}-`;
}

/** How long a name may be there whose process is on another machine. */
const mostAge = 10 * 60_000;

/** Whether a name is of this program, from a run that is over. */
export function isLeft(name: string, age: number): boolean {
  const [, host, pid] =
    /^([0-9a-f]{12})-(\d+)-\w+/.exec(name.startsWith(stagePrefix) ? name.slice(stagePrefix.length) : '') ?? [];
  if (host === undefined) return false;
  return host === thisHost() ? !isAlive(Number(pid)) : age > mostAge;
}
