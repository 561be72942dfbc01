// Kinds outside the current k8s-openapi: of older versions, and of crates that are not read.
import { expect, test } from 'vitest';
import { inferFiles } from '../../src/inference/infer.ts';

const needs = async (kind: string, models?: ReadonlyMap<string, string>) => {
  const files = new Map([
    ['Cargo.toml', '[package]\nname = "p"\nversion = "0.0.0"\n[dependencies]\nkube = "4.2"\nbar-types = "1"\n'],
    ['Cargo.lock', '[[package]]\nname = "bar-types"\nversion = "1.2.3"\n'],
    [
      'src/main.rs',
      `#[tokio::main]\nasync fn main() { let c = kube::Client::try_default().await.unwrap(); kube::Api::<${kind}>::all(c).list(&Default::default()).await; }\n`,
    ],
  ]);
  const { binaries, unknown } = await inferFiles(files, models === undefined ? {} : { models });
  return {
    needs: binaries.flatMap(({ permissions }) => permissions.map(({ group, resource }) => `${group}/${resource}`)),
    unknown: unknown.map(({ why }) => why),
  };
};

test.each([
  ['k8s_openapi::api::extensions::v1beta1::Ingress', 'extensions/ingresses'],
  ['k8s_openapi::api::networking::v1beta1::Ingress', 'networking.k8s.io/ingresses'],
  ['k8s_openapi::api::policy::v1beta1::PodSecurityPolicy', 'policy/podsecuritypolicies'],
  ['k8s_openapi::api::apps::v1beta2::ReplicaSet', 'apps/replicasets'],
  [
    'k8s_openapi::apiextensions_apiserver::pkg::apis::apiextensions::v1beta1::CustomResourceDefinition',
    'apiextensions.k8s.io/customresourcedefinitions',
  ],
  ['gateway_api::apis::standard::gateways::Gateway', 'gateway.networking.k8s.io/gateways'],
  [
    'junction_api::kube::gateway_api::apis::experimental::httproutes::HTTPRoute',
    'gateway.networking.k8s.io/httproutes',
  ],
])('%s is %s', async (kind, resource) => {
  expect(await needs(kind)).toEqual({ needs: [resource], unknown: [] });
});

const model = new Map([
  [
    'bar_types',
    '#[derive(CustomResource)] #[kube(group = "bar.dev", version = "v1", kind = "Foo")] pub struct FooSpec;',
  ],
]);

test('one line declares a kind of a crate, in any module', async () => {
  for (const path of ['bar_types::Foo', 'bar_types::v1::Foo'])
    expect(await needs(path, model)).toEqual({ needs: ['bar.dev/foos'], unknown: [] });
});

test('an undeclared kind is unknown, with its crate, the version and the line that declares it', async () => {
  const { needs: none, unknown } = await needs('bar_types::v1::Foo');
  expect(none).toEqual([]);
  expect(unknown.join()).toContain('`Foo` of the crate bar_types 1.2.3');
  expect(unknown.join()).toContain('--models bar_types.rs: #[derive(CustomResource)] #[kube(');
});
