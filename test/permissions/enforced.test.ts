// Permissions that only OwnerReferencesPermissionEnforcement checks have their own heading, and are never unused.
import { expect, test } from 'vitest';
import { checkManifests } from '../../src/permissions/check.ts';
import { jsonReport } from '../../src/permissions/report/json-report.ts';
import { textReport } from '../../src/permissions/report/text-report.ts';
import { inferredFrom } from '../inferred.ts';

const main = `use k8s_openapi::api::core::v1::ConfigMap;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::OwnerReference;
use kube::{Api, Client, Resource};
#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let maps: Api<ConfigMap> = Api::all(Client::try_default().await?);
    let map = maps.get("m").await?;
    let owner = OwnerReference { block_owner_deletion: Some(true), ..map.controller_owner_ref(&()).unwrap() };
    Ok(())
}
`;

const role = (rules: string): string => `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: app }
rules:
  - { apiGroups: [""], resources: [configmaps], verbs: [get] }
${rules}`;

async function checked(rules: string | undefined) {
  const files = new Map([
    ['Cargo.toml', '[package]\nname = "app"\nversion = "0.0.0"\n[dependencies]\nkube = "4.2"\n'],
    ['src/main.rs', main],
    ...(rules === undefined ? [] : [['deploy/role.yaml', role(rules)] as const]),
  ]);
  const inferred = await inferredFrom(files);
  const { inference } = inferred;
  const result = checkManifests(inferred);
  return {
    result,
    text: textReport(inference, result, { files, paint: (_, part) => part, columns: undefined }).join('\n'),
    json: jsonReport(inference, result),
  };
}

test('an ungranted permission that admission checks is listed apart from missing ones', async () => {
  const { result, text, json } = await checked('');
  expect(result.check.missing).toEqual([]);
  expect(result.check.enforced).toMatchObject([{ resource: 'configmaps/finalizers', verb: 'update', line: 8 }]);
  expect(text).toContain('Needed where the admission plugin OwnerReferencesPermissionEnforcement runs, e.g. OpenShift');
  expect(json).toMatchObject({
    check: {
      missing: [{ verb: 'update', condition: expect.stringContaining('OwnerReferencesPermissionEnforcement') }],
    },
  });
});

test('a granted permission that admission checks is not unused', async () => {
  const { result } = await checked(
    '  - { apiGroups: [""], resources: [configmaps/finalizers], verbs: [update, patch] }\n',
  );
  expect(result.check.enforced).toEqual([]);
  expect(result.check.excess).toMatchObject([{ resource: 'configmaps/finalizers', verb: 'patch' }]);
});

test('manifests that grant nothing are said to, with the command that writes roles', async () => {
  expect((await checked(undefined)).text).toContain(
    'The manifests here grant none of them. `rbac --write` writes roles.',
  );
  expect((await checked('')).text).not.toContain('grant none');
});
