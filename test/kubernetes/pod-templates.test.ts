// Every reader finds the Pod spec in every kind that runs Pods.
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { audit } from '../../src/audit/audit.ts';
import { POD_TEMPLATES, podSpecOf } from '../../src/kubernetes/pod-templates.ts';
import { repositoryOf } from '../../src/repo/repository.ts';
import { inferredFrom } from '../inferred.ts';

const program = [
  ['Cargo.toml', '[package]\nname = "app"\n[dependencies]\nkube = "4.2"\n'],
  [
    'src/main.rs',
    `use k8s_openapi::api::core::v1::ConfigMap;
use kube::{Api, Client, api::ListParams};
#[tokio::main]
async fn main() -> kube::Result<()> {
    let namespace = std::env::var("RUN_IN").unwrap();
    let client = Client::try_default().await?;
    Api::<ConfigMap>::namespaced(client, &namespace).list(&ListParams::default()).await?;
    Ok(())
}
`,
  ],
] as const;

describe.each(POD_TEMPLATES)('$kind', ({ group, kind, spec }) => {
  const pod = {
    initContainers: [{ name: 'first', image: 'first', env: variable('FIRST') }],
    containers: [{ name: 'app', image: 'app', env: variable('RUN_IN') }],
  };
  const manifest = {
    apiVersion: group === '' ? 'v1' : `${group}/v1`,
    kind,
    metadata: { name: 'app' },
    ...spec.reduceRight<object>((inner, key) => ({ [key]: inner }), pod),
  };
  const files = [...program, ['app.yaml', stringify(manifest)] as const];

  test('is a workload of the audit', () => {
    const { findings } = audit(repositoryOf(files), { rules: ['run-as-non-root'] });
    expect(findings.map(({ path }) => path)).toContain('app.yaml');
  });

  test('says that a variable is the namespace of the Pod', async () => {
    const { binaries } = (await inferredFrom(new Map(files))).inference;
    expect(binaries[0]?.permissions).toMatchObject([{ resource: 'configmaps', scope: 'own-namespace' }]);
  });
});

test('a Rollout of another group runs no Pods', () => {
  expect(podSpecOf({ apiVersion: 'example.dev/v1', kind: 'Rollout' })).toBeUndefined();
});

function variable(name: string): readonly object[] {
  return [{ name, valueFrom: { fieldRef: { fieldPath: 'metadata.namespace' } } }];
}
