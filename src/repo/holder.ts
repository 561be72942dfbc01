// Which process wrote something, and whether it still runs.
import { createHash } from 'node:crypto';
import { hostname } from 'node:os';
import { readText } from './read-file.ts';
import { codeOf } from './target.ts';

export interface Holder {
  /** Of the name of the machine: names are nobody's business. */
  readonly host: string;
  readonly process: number;
  /** When the process began, as the system counts it; undefined where it does not say. */
  readonly start?: string;
  /** In milliseconds. */
  readonly since: number;
}

/** No run writes for longer. */
const mostAge = 10 * 60_000;

/** This process. */
export function thisHolder(): Holder {
  const start = startOf(process.pid);
  return { host: thisHost(), process: process.pid, ...(start !== undefined && { start }), since: Date.now() };
}

/** The holder that a text names; undefined where this program did not write it. */
export function holderIn(text: string): Holder | undefined {
  try {
    const { host, process: pid, start, since }: Partial<Record<keyof Holder, unknown>> = JSON.parse(text);
    if (typeof host !== 'string' || !Number.isInteger(pid) || typeof pid !== 'number' || typeof since !== 'number')
      return undefined;
    return { host, process: pid, since, ...(typeof start === 'string' && { start }) };
  } catch {
    return undefined;
  }
}

/** Whether it may still be at work: on this machine that is known, elsewhere it is a matter of time. */
export function mayBeAtWork({ host, process: pid, start, since }: Holder): boolean {
  if (host !== thisHost()) return Math.abs(Date.now() - since) < mostAge;
  return isAlive(pid) && (start === undefined || startOf(pid) === start);
}

export function thisHost(): string {
  return createHash('sha256').update(hostname()).digest('hex').slice(0, 12);
}

/** Signal 0 only asks; EPERM says that the process is there and is another user's. */
export function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/** Field 22 of proc(5), behind the name, which may hold anything. */
function startOf(pid: number): string | undefined {
  const stat = readText(`/proc/${pid}/stat`);
  return stat.why === undefined ? stat.content.slice(stat.content.lastIndexOf(')') + 2).split(' ')[19] : undefined;
}
