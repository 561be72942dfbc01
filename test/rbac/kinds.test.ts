import { describe, expect, test } from 'vitest';
import { builtInKinds } from '../../src/rbac/kinds.ts';
import { isClusterScoped, ownableKinds, ownedKind, refusalToOwn } from '../../src/rbac/ownable.ts';

const kinds = builtInKinds();

describe('the built-in kinds', () => {
  test('are unique by group, version and kind', () => {
    const names = kinds.map(({ apiVersion, kind }) => `${apiVersion} ${kind}`);
    expect(new Set(names).size).toBe(names.length);
  });

  test('have snake-case modules that Rust takes', () => {
    for (const { module } of kinds) expect(module).toMatch(/^[a-z]+(_[a-z]+)*$/);
    expect(kinds.find(({ kind }) => kind === 'CSIDriver')?.module).toBe('csi_driver');
    expect(kinds.find(({ kind }) => kind === 'ServiceCIDR')?.module).toBe('service_cidr');
    expect(kinds.find(({ kind }) => kind === 'ConfigMap')?.module).toBe('config_map');
  });
});

describe('the ownable kinds', () => {
  test('name one version each', () => {
    expect(new Set(ownableKinds).size).toBe(ownableKinds.length);
    expect(ownableKinds).toHaveLength(34);
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
