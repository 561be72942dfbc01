// The Helm charts of a repository, and their values.
import { definesIn } from '../formats/helm/defines.ts';
import { noChart, type ChartText } from '../formats/yaml/read.ts';
import { parseYaml, type YamlDocument } from '../formats/yaml/file.ts';
import type { Repository } from '../repo/repository.ts';

/** The folders with a Chart.yaml; the root is the empty text. */
export function chartsOf(repository: Repository): readonly string[] {
  return [...repository.files.keys()]
    .filter((path) => /(^|\/)Chart\.ya?ml$/.test(path))
    .map((path) => path.replace(/\/?Chart\.ya?ml$/, ''));
}

export interface NamedChart {
  readonly name: string;
  /** The root is the empty text. */
  readonly folder: string;
}

export function namedCharts(repository: Repository): readonly NamedChart[] {
  return [...repository.files].flatMap(([path, text]) => {
    if (!/(^|\/)Chart\.ya?ml$/.test(path)) return [];
    const name = /^name:\s*["']?([\w.-]+)/m.exec(text)?.[1];
    return name === undefined ? [] : [{ name, folder: path.replace(/\/?Chart\.ya?ml$/, '') }];
  });
}

/** The names of charts, as they appear in manifests that were rendered from them. */
export function chartNames(repository: Repository): ReadonlySet<string> {
  return new Set(namedCharts(repository).map(({ name }) => name));
}

/** The name of the chart that a manifest was rendered from, which Helm writes into it. */
export function sourceOf(text: string): string | undefined {
  return /^# Source: ([\w.-]+)\/templates\//m.exec(text)?.[1];
}

/** The chart to which the template at a path belongs. */
export function chartOf(path: string, charts: readonly string[]): string | undefined {
  return charts.filter((chart) => path.startsWith(inside(chart, 'templates/'))).sort((a, b) => b.length - a.length)[0];
}

/** The values and helpers that the templates of each chart use, read once per chart. */
export function chartTexts({ files }: Repository): (chart: string | undefined) => ChartText {
  const keysOf = definesIn(
    [...files]
      .filter(([path, text]) => /\.(tpl|ya?ml)$/.test(path) && /\{\{-?\s*define\s/.test(text))
      .map(([, text]) => text),
  );
  const known = new Map<string, ChartText>();
  return (chart) => {
    if (chart === undefined) return noChart;
    const found = known.get(chart) ?? { values: valuesOf(files, chart), keysOf };
    known.set(chart, found);
    return found;
  };
}

function valuesOf(files: Repository['files'], chart: string): YamlDocument | undefined {
  const path = [inside(chart, 'values.yaml'), inside(chart, 'values.yml')].find((one) => files.has(one));
  const text = path === undefined ? undefined : files.get(path);
  return path === undefined || text === undefined ? undefined : parseYaml(path, text).documents[0];
}

export function inside(chart: string, below: string): string {
  return chart === '' ? below : `${chart}/${below}`;
}
