// Manifests that a repository rendered from its chart and keeps: after a change of the chart they show what it was.
import { inside, namedCharts, sourceOf } from '../inventory/charts.ts';
import type { Repository } from '../repo/repository.ts';

/** A manifest, and the folder of the chart that it was rendered from. */
export interface StaleCopy {
  readonly path: string;
  readonly chart: string;
}

/** The copies that no longer show their chart after these files changed; CI often compares both. */
export function staleCopies(repository: Repository, changed: readonly string[]): readonly StaleCopy[] {
  const touched = namedCharts(repository).filter(({ folder }) =>
    changed.some((path) => ['templates/', 'values.', 'Chart.'].some((start) => path.startsWith(inside(folder, start)))),
  );
  if (touched.length === 0) return [];
  return [...repository.files].flatMap(([path, text]) => {
    if (!/\.ya?ml$/.test(path) || changed.includes(path)) return [];
    const name = sourceOf(text);
    const chart = touched.find((one) => one.name === name);
    return chart === undefined ? [] : [{ path, chart: chart.folder === '' ? '.' : chart.folder }];
  });
}
