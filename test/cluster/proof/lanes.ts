// Limits parallel work: two cores can run a few control planes, but not ten.

/** Starts the work in order, `width` at a time; returns the promise of each at once. */
export function inLanes<T>(
  width: number,
  work: Readonly<Record<string, () => Promise<T>>>,
): Readonly<Record<string, Promise<T>>> {
  const waiting: (() => void)[] = [];
  let free = width;
  const turn = async (): Promise<void> => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
  };
  const done = (): void => {
    const next = waiting.shift();
    if (next === undefined) free += 1;
    else next();
  };
  const run = async (job: () => Promise<T>): Promise<T> => {
    await turn();
    return job().finally(done);
  };
  const started = Object.entries(work).map(([name, job]): readonly [string, Promise<T>] => {
    const result = run(job);
    // The reader of the result sees the failure.
    result.catch(() => {});
    return [name, result];
  });
  return Object.fromEntries(started);
}
