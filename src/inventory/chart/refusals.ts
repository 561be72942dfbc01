// The reasons why Helm refuses to render a chart: values that do not fit their schema, and the version of Kubernetes.
import { asText } from '../../formats/as-text.ts';
import { compares } from '../../formats/helm/versions.ts';
import { firstViolation } from '../../formats/json-schema/first-violation.ts';
import type { Fault, YamlDocument } from '../../formats/yaml/file.ts';
import { read } from '../../formats/yaml/read.ts';
import type { Files } from '../../repo/files.ts';
import { inside } from '../charts.ts';
import type { LoadedChart } from './load.ts';

/** A user gives other values, so the rest of the chart is judged anyway. */
export function refusedByHelm(why: string): string {
  return `Helm refuses this chart with its default values (${why}), so what it installs is known in part`;
}

interface Chart {
  readonly folder: string;
  readonly files: Files;
  readonly about: { readonly document: YamlDocument; readonly value: Readonly<Record<string, unknown>> };
  readonly values: unknown;
  readonly placeOf: LoadedChart['placeOf'];
  /** The version of Kubernetes for which it is rendered. */
  readonly kubernetes: string;
}

export function refusalsOf(chart: Chart): readonly Fault[] {
  return [...ofVersion(chart), ...ofSchema(chart)];
}

function ofVersion({ about, kubernetes }: Chart): readonly Fault[] {
  const range = about.value['kubeVersion'];
  if (typeof range !== 'string' || range.trim() === '' || compares(range, kubernetes) === true) return [];
  const { path } = about.document.file;
  const { line } = read(about.document, ['kubeVersion']);
  return [{ path, line, message: refusedByHelm(`it wants Kubernetes ${range}, and this is ${kubernetes}`) }];
}

function ofSchema({ folder, files, values, placeOf, about }: Chart): readonly Fault[] {
  const path = inside(folder, 'values.schema.json');
  const text = files.get(path);
  if (text === undefined) return [];
  const found = firstViolation(parsed(text), values);
  // A long value counts as a match of the expression that its own author wrote for it.
  if (found === undefined || found === 'untried') return [];
  if (found === 'unknown')
    return [{ path, line: 1, message: 'whether the default values fit this schema is not known' }];
  const place = placeOf(found.keys);
  const document = place?.document ?? about.document;
  const { line } = read(document, place?.keys ?? []);
  const at = found.keys.length === 0 ? 'the values' : found.keys.join('.');
  return [{ path: document.file.path, line, message: refusedByHelm(`${at} ${found.message}`) }];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text, (_, value: unknown) =>
      typeof value === 'object' && value !== null ? asText(value) : value,
    ) as unknown;
  } catch {
    return undefined;
  }
}
