// The process that wrote something, and whether it still runs.
import { createHash } from 'node:crypto';
import { hostname } from 'node:os';
import { readText } from './read-file.ts';
import { codeOf } from './target.ts';

export interface Holder {
  /** A digest of the name of the machine, because the name itself is private. */
  readonly host: string;
  readonly process: number;
  /** The start of the process, in the units of the system; undefined if the system does not tell. */
  readonly start?: string;
  /** In milliseconds. */
  readonly since: number;
}

/** No run writes for longer than this. */
const mostAge = 10 * 60_000;

export function thisHolder(): Holder {
  const start = startOf(process.pid);
  return { host: thisHost(), process: process.pid, ...(start !== undefined && { start }), since: Date.now() };
}

/** The holder in a text; undefined if this program did not write the text. */
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

/** Whether it may still run: on this machine that is certain, for another machine it depends on the time. */
export function mayBeAtWork({ host, process: pid, start, since }: Holder): boolean {
  if (host !== thisHost()) return Math.abs(Date.now() - since) < mostAge;
  return isAlive(pid) && (start === undefined || startOf(pid) === start);
}

export function thisHost(): string {
  return createHash('sha256').update(hostname()).digest('hex').slice(0, 12);
}

/** Signal 0 only tests; EPERM means that the process exists and belongs to another user. */
export function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/** Field 22 of proc(5), after the name, which may contain any character. */
function startOf(pid: number): string | undefined {
  const stat = readText(`/proc/${pid}/stat`);
  return stat.why === undefined ? stat.content.slice(stat.content.lastIndexOf(')') + 2).split(' ')[19] : undefined;
}
