// The Helm charts of a repository, and their values.
import { parseYaml, type YamlDocument } from '../../formats/yaml-file.ts';
import type { Repository } from '../../repo/repository.ts';

/** The folders that hold a Chart.yaml; the root is the empty text. */
export function chartsOf(repository: Repository): readonly string[] {
  return [...repository.files.keys()].filter((path) => /(^|\/)Chart\.ya?ml$/.test(path)).map((path) => path.replace(/\/?Chart\.ya?ml$/, ''));
}

/** The chart whose template a path is. */
export function chartOf(path: string, charts: readonly string[]): string | undefined {
  return charts.filter((chart) => path.startsWith(inside(chart, 'templates/'))).sort((a, b) => b.length - a.length)[0];
}

export function valuesOf(repository: Repository, chart: string): YamlDocument | undefined {
  const path = [inside(chart, 'values.yaml'), inside(chart, 'values.yml')].find((one) => repository.files.has(one));
  const text = path === undefined ? undefined : repository.files.get(path);
  return path === undefined || text === undefined ? undefined : parseYaml(path, text).documents[0];
}

function inside(chart: string, below: string): string {
  return chart === '' ? below : `${chart}/${below}`;
}
