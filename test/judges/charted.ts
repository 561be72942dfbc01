// Repositories with charts on disk, and their output in Helm and kustomize.
import path from 'node:path';
import { execa } from 'execa';
import { parseAllDocuments } from 'yaml';
import { resolveAnswers, type Given } from '../../src/answers/resolve.ts';
import { projectFrom, type Project } from '../../src/scaffold/project.ts';
import { cache, generate, materialise } from '../generate.ts';
import { judge } from './setup.ts';

export type Object = Readonly<Record<string, unknown>>;

export interface Charted {
  readonly project: Project;
  readonly folder: string;
  /** The chart of the controller, and the chart that an administrator installs before it. */
  readonly charts: readonly [controller: string, crd: string];
}

export function charted(given: Given): Charted {
  const project = projectFrom(resolveAnswers({ ...given, packaging: 'both' }, { defaults: true }));
  // Test files that run in parallel have separate folders.
  const folder = path.join(cache, 'judges', `charted-${process.env['VITEST_POOL_ID'] ?? 1}`, project.name);
  materialise(folder, generate({ ...given, packaging: 'both' }));
  const chart = path.join(folder, 'charts', project.name);
  return { project, folder, charts: [chart, `${chart}-crd`] };
}

/** The output of `helm template` for the newest supported cluster version. */
export async function templated(
  chart: string,
  namespace: string,
  words: readonly string[] = [],
  input = '',
): Promise<string> {
  const given = [
    'template',
    path.basename(chart),
    chart,
    '--namespace',
    namespace,
    '--kube-version',
    '1.37.0',
    ...words,
  ];
  const { stdout, stderr, exitCode } = await execa(judge('helm'), given, { reject: false, input });
  if (exitCode !== 0) throw new Error(stderr);
  return stdout;
}

export async function kustomized(folder: string): Promise<readonly Object[]> {
  const { stdout } = await execa(judge('kustomize'), ['build', folder]);
  return objectsIn(stdout);
}

/** Our reader sets these aside, except for their grants: https://helm.sh/docs/topics/chart_tests/ */
export function isStartedByTest({ kind, metadata }: Object): boolean {
  const annotations = isObject(metadata) ? metadata['annotations'] : undefined;
  return (
    isObject(annotations) && annotations['helm.sh/hook'] === 'test' && !/^(Cluster)?Role(Binding)?$/.test(String(kind))
  );
}

export function objectsIn(text: string): readonly Object[] {
  return parseAllDocuments(text).flatMap((document) => {
    const value: unknown = document.toJS();
    return isObject(value) ? [value] : [];
  });
}

export function isObject(value: unknown): value is Object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
