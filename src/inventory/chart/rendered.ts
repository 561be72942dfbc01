// A chart as it renders, remembered while its files stay the same: harden looks at a repository again after every edit.
import type { ChartText } from '../../formats/yaml/read.ts';
import type { Files } from '../../repo/files.ts';
import type { Skipped } from '../../repo/repository.ts';
import { inside } from '../charts.ts';
import { chartObjects, type ChartObjects } from './objects.ts';

export interface RenderedChart extends ChartObjects {
  /** What the chart can also install, with other values. */
  readonly optional: ChartObjects['parts'];
  readonly setAside: readonly Skipped[];
}

const renderedBefore = new Map<string, { readonly files: Files; readonly rendered: RenderedChart }>();

export function renderedChart(folder: string, files: Files, textOf: (chart: string) => ChartText): RenderedChart {
  const own = new Map([...files].filter(([path]) => path.startsWith(inside(folder, ''))));
  const known = renderedBefore.get(folder);
  if (known !== undefined && isSame(known.files, own)) return known.rendered;
  const usual = chartObjects(folder, files, textOf);
  const rendered: RenderedChart = {
    ...usual,
    optional: chartObjects(folder, files, textOf, { everything: true }).parts,
    setAside: usual.empty.map((path) => ({ path, why: 'renders to nothing with the default values of its chart' })),
  };
  renderedBefore.set(folder, { files: own, rendered });
  return rendered;
}

function isSame(one: Files, other: Files): boolean {
  return one.size === other.size && [...one].every(([path, text]) => other.get(path) === text);
}
