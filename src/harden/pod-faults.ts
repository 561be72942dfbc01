// Contradictions in the spec of a Pod, for which the API server or the kubelet refuses it.
import { isTemplated } from '../formats/yaml/node.ts';
import { fieldOf, textOf } from '../formats/yaml/values.ts';
import { groupBy } from '../group-by.ts';
import { table } from '../table.ts';

/**
 * Duplicate names, mounts without a volume, and combinations that are not allowed.
 *
 * Source: pkg/apis/core/validation/validation.go of Kubernetes; pkg/kubelet/kuberuntime/security_context.go for users.
 *
 * @param claims the names of the claims that a StatefulSet makes for each of its Pods
 */
export function podFaults(spec: unknown, claims: readonly string[]): readonly string[] {
  const containers = [
    ...listAt(spec, 'initContainers'),
    ...listAt(spec, 'containers'),
    ...listAt(spec, 'ephemeralContainers'),
  ];
  const volumes = listAt(spec, 'volumes').map((volume) => nameOf(volume));
  const isOpen = isTemplated(fieldOf(spec, 'volumes'));
  return [
    ...twice(containers.map(nameOf), (name) => `two containers have the name ${name}`),
    ...twice(volumes, (name) => `two volumes have the name ${name}`),
    ...listAt(spec, 'volumes').flatMap(sourceFaults),
    ...containers.flatMap((container) =>
      containerFaults(container, spec, isOpen ? undefined : [...volumes, ...claims]).map(
        (fault) => `container ${nameOf(container)}: ${fault}`,
      ),
    ),
  ];
}

function containerFaults(container: unknown, spec: unknown, volumes: readonly string[] | undefined): readonly string[] {
  const mounts = listAt(container, 'volumeMounts');
  const ports = listAt(container, 'ports');
  return [
    ...twice(
      mounts.map((mount) => textOf(fieldOf(mount, 'mountPath'))),
      (path) => `two volumes are mounted at ${path}`,
    ),
    ...mounts
      .map(nameOf)
      .filter((name) => isKnown(name) && volumes?.includes(name) === false)
      .map((name) => `it mounts ${name}, which is not a volume of the Pod`),
    ...twice(ports.map(nameOf), (name) => `two ports have the name ${name}`),
    ...twice(ports.map(numberOf), (port) => `port ${port} is listed twice`),
    ...twice(listAt(container, 'env').map(nameOf), (name) => `the variable ${name} is set twice`),
    ...rightFaults(container, spec),
    ...resourceFaults(container),
  ];
}

/** A volume has exactly one kind. */
function sourceFaults(volume: unknown): readonly string[] {
  if (typeof volume !== 'object' || volume === null || isTemplated(Object.keys(volume))) return [];
  const sources = Object.entries(volume).filter(([key, value]) => key !== 'name' && value !== null);
  return sources.length > 1
    ? [`volume ${nameOf(volume)} is of two kinds: ${sources.map(([key]) => key).join(', ')}`]
    : [];
}

/** Values that one field allows and another forbids. */
function rightFaults(container: unknown, spec: unknown): readonly string[] {
  const at = (...keys: readonly string[]): unknown => fieldOf(container, 'securityContext', ...keys);
  const inherited = (key: string): unknown => at(key) ?? fieldOf(spec, 'securityContext', key);
  const adds = listOf(at('capabilities', 'add'));
  const isConfined = at('allowPrivilegeEscalation') === false;
  return [
    ...(isConfined && at('privileged') === true ? ['privileged, and no privilege escalation'] : []),
    ...(isConfined && adds.some((one) => /^(CAP_)?SYS_ADMIN$/.test(textOf(one)))
      ? ['it adds CAP_SYS_ADMIN, and no privilege escalation']
      : []),
    ...(inherited('runAsNonRoot') === true && inherited('runAsUser') === 0 ? ['user 0, and never as root'] : []),
    ...['livenessProbe', 'startupProbe']
      .filter((probe) => (fieldOf(container, probe, 'successThreshold') ?? 1) !== 1)
      .map((probe) => `successThreshold of ${probe} must be 1`),
  ];
}

/** A request above its limit. */
function resourceFaults(container: unknown): readonly string[] {
  return Object.entries(fieldOf(container, 'resources', 'requests') ?? {}).flatMap(([name, request]) => {
    const limit = fieldOf(container, 'resources', 'limits', name);
    const [asked, most] = [amountOf(request), amountOf(limit)];
    return asked !== undefined && most !== undefined && asked > most
      ? [`it requests ${String(request)} of ${name}, more than its limit of ${String(limit)}`]
      : [];
  });
}

const units = table({
  '': 1,
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
});

/** A quantity as a number; undefined for an unknown form. */
function amountOf(quantity: unknown): number | undefined {
  const [, amount, unit = ''] = /^(\d+(?:\.\d+)?(?:e\d+)?)([a-zA-Z]*)$/.exec(String(quantity)) ?? [];
  const factor = units[unit];
  return amount === undefined || factor === undefined ? undefined : Number(amount) * factor;
}

function numberOf(port: unknown): string {
  const number = fieldOf(port, 'containerPort');
  return typeof number === 'number' ? `${number}/${textOf(fieldOf(port, 'protocol')) || 'TCP'}` : '';
}

function twice(names: readonly string[], say: (name: string) => string): readonly string[] {
  return [...groupBy(names.filter(isKnown), (name) => name)].flatMap(([name, same]) =>
    same.length > 1 ? [say(name)] : [],
  );
}

function isKnown(name: string): boolean {
  return name !== '' && !isTemplated(name);
}

function nameOf(value: unknown): string {
  return textOf(fieldOf(value, 'name'));
}

function listAt(value: unknown, key: string): readonly unknown[] {
  return listOf(fieldOf(value, key));
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
