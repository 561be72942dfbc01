// How harden finds the custom resource of the controller.
import { describe, expect, test } from 'vitest';
import { repositoryOf } from '../../src/repo/repository.ts';
import { needing } from '../needs.ts';
import { answers, cargo, guesses, readings, resource } from './read-answers.ts';

describe('the custom resource', () => {
  const definition = (group: string, kind: string) =>
    `apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata:\n  name: ${kind.toLowerCase()}s.${group}\nspec:\n  group: ${group}\n  names:\n    kind: ${kind}\n    plural: ${kind.toLowerCase()}s\n  scope: Namespaced\n  versions:\n    - name: v1beta1\n`;
  const main = 'use acme_api::Thing;\nlet api: Api<Thing> = Api::all(client);\n';

  test('comes from a CRD in YAML if its type is in a dependency and the source names it', () => {
    const files = {
      'Cargo.toml': cargo,
      'src/main.rs': main,
      'charts/a/crds/thing.yaml': definition('acme.dev', 'Thing'),
      'charts/a/crds/other.yaml': definition('other.dev', 'Other'),
    };
    expect(answers(files)).toMatchObject({ group: 'acme.dev', version: 'v1beta1', kind: 'Thing', plural: 'things' });
    expect(readings(files)['kind']?.because).toBe('charts/a/crds/thing.yaml:8');
  });

  test('is a guess among several similar kinds, but their common properties are not', () => {
    const files = {
      'Cargo.toml': '[package]\nname = "a"\n',
      'src/a.rs': resource('acme.dev', 'Cup'),
      'src/b.rs': `${resource('acme.dev', 'Tea')}fn f(tea: Tea) {}\n`,
    };
    expect(answers(files)).toMatchObject({ group: 'acme.dev', version: 'v1' });
    expect(guesses(files)).toMatchObject({ kind: 'Tea', plural: 'teas' });
  });

  test('has the newest of several versions', () => {
    const v = (version: string) => resource('acme.dev', 'Thing').replace('"v1"', `"${version}"`);
    for (const versions of [
      ['v1beta2', 'v1'],
      ['v2', 'v10'],
      ['v1alpha3', 'v1beta1'],
    ]) {
      const files = Object.fromEntries([
        ['Cargo.toml', cargo],
        ...versions.map((version) => [`src/${version}.rs`, v(version)]),
      ]);
      expect(answers(files)).toMatchObject({ version: versions[1] });
    }
  });

  test('has its own version, whatever version another kind has', () => {
    const files = {
      'Cargo.toml': '[package]\nname = "a"\n',
      'src/a.rs': resource('acme.dev', 'Cup').replace('"v1"', '"v1beta1"'),
      'src/b.rs': resource('acme.dev', 'Tea'),
    };
    expect(guesses(files)).toMatchObject({ kind: 'Cup', version: 'v1beta1' });
  });

  test('of another project is a guess', () => {
    const files = { 'Cargo.toml': cargo, 'src/main.rs': 'let api: Api<Certificate> = Api::all(client);\n' };
    const evidence = [{ path: 'src/main.rs', line: 3, trail: [] }];
    const watch = (group: string, watched: string) =>
      needing(repositoryOf(Object.entries(files)), [{ group, resource: watched, verb: 'watch', evidence }]);
    expect(guesses(files, watch('certs.example.org', 'certificates'))).toMatchObject({
      group: 'certs.example.org',
      kind: 'Certificate',
      plural: 'certificates',
    });
    expect(guesses({ 'Cargo.toml': cargo, 'src/a.rs': resource('iam.cloud.google.com', 'Policy') })).toMatchObject({
      kind: 'Policy',
    });
    const { group } = readings(files, watch('', 'nodes'));
    expect(group).toEqual({
      value: 'example.dev',
      sure: false,
      because: expect.stringContaining('src/main.rs:3 watches nodes'),
    });
  });
});
