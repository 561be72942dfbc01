// `rbac --check` and the rules of `audit` agree about every program of the inference, whatever its role lacks or has in
// addition.
import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { audit } from '../../src/audit/audit.ts';
import { permissionsFrom } from '../../src/audit/inferred-permissions.ts';
import { inferFiles, type Binary } from '../../src/inference/infer.ts';
import { checkManifests } from '../../src/permissions/check.ts';
import { folder, readFixture } from '../inference/fixtures.ts';
import { inferredOf } from '../inferred.ts';
import { disagreements, rulesAboutPermissions } from './disagreements.ts';

const group = 'apiVersion: rbac.authorization.k8s.io/v1\n';

describe.each(readdirSync(folder))('%s', (name) => {
  const files = readFixture(name);
  const inferring = inferFiles(files);

  test.each([
    ['exactly what it needs', 0, ''],
    ['one permission too few', 1, ''],
    ['nothing at all', 1_000, ''],
    ['one permission too many', 0, '  - {apiGroups: [""], resources: [nodes], verbs: [delete]}\n'],
    ['one permission too few, with a wildcard', 1, '  - {apiGroups: [batch], resources: ["*"], verbs: [get]}\n'],
  ])('with %s', async (_, fewer, more) => {
    const inference = await inferring;
    const inferred = inferredOf(
      new Map([...files, ['deploy.yaml', manifests(inference.binaries, fewer, more)]]),
      inference,
    );
    const { findings } = audit(inferred.installed.repository, {
      rules: rulesAboutPermissions,
      permissions: permissionsFrom(inferred),
      before: inferred.installed,
    });
    expect(disagreements(checkManifests(inferred).check, findings)).toEqual([]);
  });
});

/** A Deployment of the program, and a role with its permissions except the first few. */
function manifests(binaries: readonly Binary[], fewer: number, more: string): string {
  const rules = binaries
    .flatMap(({ permissions }) => permissions)
    .slice(fewer)
    .map((one) => `  - {apiGroups: ["${one.group}"], resources: ["${one.resource}"], verbs: ["${one.verb}"]}\n`);
  const metadata = 'metadata: {name: fixture}\n';
  return [
    `apiVersion: apps/v1\nkind: Deployment\n${metadata}spec: {selector: {}, template: {spec: {serviceAccountName: fixture, containers: [{name: fixture, image: "example.dev/fixture:1"}]}}}\n`,
    `${group}kind: ClusterRole\n${metadata}rules:\n${rules.join('')}${more}`,
    `${group}kind: ClusterRoleBinding\n${metadata}roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: fixture}\nsubjects: [{kind: ServiceAccount, name: fixture, namespace: default}]\n`,
  ].join('---\n');
}
