// The repositories for the laws: one for every pair of values of every two answers.
import { test } from 'vitest';
import { resolveAnswers, type Given } from '../../src/answers/resolve.ts';
import { projectFrom, type Project } from '../../src/scaffold/project.ts';
import type { Files } from '../../src/scaffold/scaffold.ts';
import { generate } from '../generate.ts';
import { pairwise } from '../pairwise.ts';
import { at, documents, list, type Json } from './json.ts';

export interface Repository {
  readonly given: Given;
  readonly project: Project;
  /** With charts only, including the base in deploy/ from which they are rendered. */
  readonly files: Files;
  /** The input of `kubectl kustomize deploy`, in the order of the kustomization. */
  readonly objects: readonly Json[];
}

export const generated: readonly Repository[] = pairwise().map((given) => {
  const files = new Map([...generate(withBase(given)), ...generate(given)]);
  return { given, files, project: projectFrom(resolveAnswers(given, { defaults: true })), objects: deployed(files) };
});

/** The same with a kustomization. */
export function withBase(given: Given): Given {
  return given['packaging'] === 'helm' ? { ...given, packaging: 'both' } : given;
}

/** A law holds for every repository; a failure names the answers. */
export function law(title: string, holds: (repository: Repository) => void): void {
  test(title, () => {
    for (const repository of generated) {
      try {
        holds(repository);
      } catch (error) {
        if (error instanceof Error) error.message = `${JSON.stringify(repository.given)}\n${error.message}`;
        throw error;
      }
    }
  });
}

export function ofKind(objects: readonly Json[], ...kinds: readonly string[]): readonly Json[] {
  return objects.filter((object) => kinds.includes(String(at(object, 'kind'))));
}

/** The Deployment, and the Job if there is one. */
export function workloads({ objects }: Repository): readonly Json[] {
  return ofKind(objects, 'Deployment', 'Job');
}

export function textOf({ files }: Repository, path: string): string {
  const text = files.get(path);
  if (text === undefined) throw new Error(`there is no ${path}`);
  return text;
}

function deployed(files: Files): readonly Json[] {
  const [kustomization] = documents(files.get('deploy/kustomization.yaml') ?? '');
  return list(at(kustomization, 'resources')).flatMap((file) => {
    const text = files.get(`deploy/${String(file)}`);
    if (text === undefined) throw new Error(`kustomization.yaml lists ${String(file)}, which is not there`);
    return documents(text);
  });
}

export function podOf(workload: Json): Json | undefined {
  return at(workload, 'spec.template.spec');
}

export function containerOf(workload: Json): Json | undefined {
  return at(podOf(workload), 'containers.0');
}
