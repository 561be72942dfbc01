// Files that the documents of a repository name exist, and the API server accepts what they apply.
import { describe, expect, test } from 'vitest';
import { resolveAnswers } from '../../src/answers/resolve.ts';
import { placesOf } from '../../src/scaffold/places.ts';
import { generate } from '../generate.ts';
import { repositories } from '../repositories.ts';
import { withBase } from './generated.ts';
import { at, documents, type Json } from './json.ts';

describe.each(Object.entries(repositories))('%s', (_name, given) => {
  const files = generate(given);
  const { crdFile, rbacFile } = placesOf(resolveAnswers(given, { defaults: true }));
  const read = (path: string): string => files.get(path) ?? '';
  const first = (text: string): Json => documents(text)[0] ?? null;

  test.each(['README.md', 'SECURITY.md', 'AGENTS.md', 'docs/security.md'])('every path in %s exists', (document) => {
    const paths = [...files.keys()];
    const named = [
      ...read(document).matchAll(
        /`((?:src|deploy|charts|tests|docs|iam|\.github)\/[\w./-]*?)(?::\d+)?`|\]\((?!https:)(?:\.\.\/)?([\w./-]+?)(?:#L\d+)?\)/g,
      ),
    ];
    const absent = named
      .map(([, code, link]) => code ?? link ?? '')
      .filter((path) => !paths.some((one) => one === path || one.startsWith(`${path.replace(/\/$/, '')}/`)));
    expect(absent).toEqual([]);
    expect(named.length).toBeGreaterThan(0);
  });

  test('the sample fits the CRD, in a namespace that the controller watches', () => {
    const example = first(read('deploy/samples/example.yaml'));
    const crd = first(read(crdFile));
    expect(at(example, 'apiVersion')).toBe(`${at(crd, 'spec.group')}/${at(crd, 'spec.versions.0.name')}`);
    expect(at(example, 'kind')).toBe(at(crd, 'spec.names.kind'));
    expect(Object.keys(Object(at(example, 'spec'))).sort()).toEqual(
      at(crd, 'spec.versions.0.schema.openAPIV3Schema.properties.spec.required'),
    );
    const namespace = at(example, 'metadata.namespace');
    if (at(crd, 'spec.scope') === 'Cluster') expect(namespace).toBeUndefined();
    else
      expect(read(rbacFile)).toMatch(
        given.scope === 'cluster' || given.kubernetesScope === 'cluster'
          ? /kind: ClusterRole/
          : new RegExp(`namespace: ${namespace}\n`),
      );
  });

  test('the permissions that the README excludes are not granted', () => {
    if (!read('README.md').includes('Elsewhere it has no right')) return;
    const roles = documents(generate(withBase(given)).get('deploy/rbac.yaml') ?? '').filter(
      (object) => at(object, 'kind') === 'ClusterRole',
    );
    expect(roles.length > 0 && given.crdInstall !== 'job').toBe(read('README.md').includes('CRD.\n'));
  });
});
