// The cost of a process so far, as the kernel counts it.
import { readFile } from 'node:fs/promises';

export interface Cost {
  readonly cpuSeconds: number;
  readonly peakMiB: number;
}

/** The kernel's clock ticks a hundred times a second, on every architecture that Node runs on. */
const ticks = 100;

export async function costOf(pid: number): Promise<Cost> {
  const [stat, status] = await Promise.all([
    readFile(`/proc/${pid}/stat`, 'utf8'),
    readFile(`/proc/${pid}/status`, 'utf8'),
  ]);
  // The second field is the name, in brackets; utime and stime are the 14th and 15th (proc(5)).
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [, peak] = /VmHWM:\s+(\d+) kB/.exec(status) ?? [];
  return { cpuSeconds: (Number(fields[11]) + Number(fields[12])) / ticks, peakMiB: Number(peak) / 1024 };
}
