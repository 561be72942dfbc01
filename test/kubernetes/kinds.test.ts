import { describe, expect, test } from 'vitest';
import { builtInKinds } from '../../src/kubernetes/kinds.ts';
import { builtInKind, knownResources } from '../../src/kubernetes/kinds-table.ts';
import { isClusterScoped, ownableKinds, ownedKind, refusalToOwn } from '../../src/kubernetes/ownable.ts';

const kinds = builtInKinds();

describe('the built-in kinds', () => {
  test('are unique by group, version and kind', () => {
    const names = kinds.map(({ apiVersion, kind }) => `${apiVersion} ${kind}`);
    expect(new Set(names).size).toBe(names.length);
  });

  test('have snake-case modules that Rust accepts', () => {
    for (const { module } of kinds) expect(module).toMatch(/^[a-z]+(_[a-z]+)*$/);
    expect(kinds.find(({ kind }) => kind === 'CSIDriver')?.module).toBe('csi_driver');
    expect(kinds.find(({ kind }) => kind === 'ServiceCIDR')?.module).toBe('service_cidr');
    expect(kinds.find(({ kind }) => kind === 'ConfigMap')?.module).toBe('config_map');
  });
});

describe('the kinds that the inference knows', () => {
  test.each([
    ['k8s_openapi::api::apps::v1::Deployment', 'apps/deployments'],
    ['k8s_openapi::api::certificates::v1::ClusterTrustBundle', 'certificates.k8s.io/clustertrustbundles'],
    ['k8s_openapi::api::resource::v1alpha3::ResourceClaim', 'resource.k8s.io/resourceclaims'],
    ['k8s_openapi::api::authentication::v1beta1::SelfSubjectReview', 'authentication.k8s.io/selfsubjectreviews'],
  ])('%s is %s', (path, resource) => {
    const record = builtInKind(path.split('::'));
    expect(`${record?.group}/${record?.plural}`).toBe(resource);
  });

  test('have subresources of known resources', () => {
    expect(knownResources('apps')).toEqual([
      'controllerrevisions',
      'daemonsets',
      'daemonsets/status',
      'deployments',
      'deployments/scale',
      'deployments/status',
      'replicasets',
      'replicasets/scale',
      'replicasets/status',
      'statefulsets',
      'statefulsets/scale',
      'statefulsets/status',
    ]);
    expect(knownResources('*').filter((name) => name.includes('/'))).toHaveLength(50);
  });
});

describe('the ownable kinds', () => {
  test('name one version each', () => {
    expect(new Set(ownableKinds).size).toBe(ownableKinds.length);
    expect(ownedKind('HorizontalPodAutoscaler').apiVersion).toBe('autoscaling/v2');
  });

  test('know their scope', () => {
    expect(isClusterScoped('Namespace')).toBe(true);
    expect(isClusterScoped('ConfigMap')).toBe(false);
  });

  test('every other built-in kind is refused with its reason', () => {
    for (const { kind } of kinds) {
      if (!ownableKinds.includes(kind)) expect(refusalToOwn(kind)).toMatch(/^cannot be owned: /);
    }
    expect(refusalToOwn('Event')).toBe('cannot be owned: it expires; see --events');
    expect(refusalToOwn('Nonsense')).toMatch(/^is not a built-in kind/);
    expect(refusalToOwn('ConfigMap')).toBeUndefined();
  });
});
