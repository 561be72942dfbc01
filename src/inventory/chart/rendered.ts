// A rendered chart: with its default values and, on request, what other values would grant in addition.
import type { Effort } from '../../formats/helm/frame.ts';
import type { Fault } from '../../formats/yaml/file.ts';
import type { ChartText } from '../../formats/yaml/read.ts';
import type { Files } from '../../repo/files.ts';
import type { Skipped } from '../../repo/repository.ts';
import { inside } from '../charts.ts';
import { isGrant } from '../judged.ts';
import type { Part } from '../part.ts';
import { loadChart } from './load.ts';
import { objectsOfTemplates } from './objects.ts';
import { lazy } from '../../lazy.ts';
import { isGrantOfTest, isTestHook } from './test-hooks.ts';

export interface RenderedChart {
  /** The files from which it was rendered. */
  readonly files: Files;
  readonly parts: readonly Part[];
  /** The roles and bindings that it can also install, with other values; they include those of `parts`. */
  readonly optional: () => readonly Part[];
  readonly faults: readonly Fault[];
  readonly setAside: readonly Skipped[];
}

export interface Around {
  /** The chart as rendered in an earlier state of the repository: reused if its files are the same. */
  readonly before: RenderedChart | undefined;
  /** Pays for what all charts of the repository cost beyond their length. */
  readonly effort: Effort;
}

/**
 * @param textOf the values and helpers that the templates use, for the places of fixes
 */
export function renderedChart(
  folder: string,
  files: Files,
  textOf: (chart: string) => ChartText,
  { before, effort }: Around,
): RenderedChart {
  const own = new Map([...files].filter(([path]) => path.startsWith(inside(folder, ''))));
  if (before !== undefined && isSame(before.files, own)) return before;
  const { charts, faults } = loadChart(folder, files, effort);
  const rendering = objectsOfTemplates(charts, files, textOf, { effort });
  const isLeftOut = (part: Part): boolean => isTestHook(part) && !isGrantOfTest(part);
  const tests = rendering.filter(({ parts }) => parts.some(isLeftOut));
  const usual = rendering.map((one) => ({ ...one, parts: one.parts.filter((part) => !isLeftOut(part)) }));
  return {
    files: own,
    parts: usual.flatMap(({ parts }) => parts),
    optional: lazy(() => [
      ...usual.filter(({ hasMore }) => !hasMore).flatMap(({ parts }) => parts),
      ...objectsOfTemplates(charts, files, textOf, {
        everything: true,
        effort,
        only: new Set(usual.filter(({ hasMore }) => hasMore).map(({ path }) => path)),
        wanted: isGrant,
      }).flatMap(({ parts }) => parts),
    ]),
    faults: [...faults, ...usual.flatMap((one) => one.faults)],
    setAside: [
      ...usual
        .filter(({ isEmpty }) => isEmpty)
        .map(({ path }) => ({ path, why: 'renders to nothing with the default values of its chart' })),
      ...tests.map(({ path }) => ({ path, why: 'only `helm test` starts what it holds' })),
    ],
  };
}

function isSame(one: Files, other: Files): boolean {
  return one.size === other.size && [...one].every(([path, text]) => other.get(path) === text);
}
