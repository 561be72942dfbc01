// The built-in kinds that a controller can own.

export interface BuiltInKind {
  readonly kind: string;
  readonly group: string;
  readonly version: string;
  readonly apiVersion: string;
  readonly plural: string;
  readonly namespaced: boolean;
  /** The type in k8s-openapi. */
  readonly rustPath: string;
  /** The module of the generated repository that says what is desired. */
  readonly module: string;
}

function builtIn(group: string, version: string, kind: string, plural: string, namespaced: boolean, module: string): BuiltInKind {
  const folder = (group === '' ? 'core' : group.replace(/\..*/, '')) + `::${version}`;
  return { kind, group, version, apiVersion: group === '' ? version : `${group}/${version}`, plural, namespaced, rustPath: `k8s_openapi::api::${folder}::${kind}`, module };
}

const ownable: readonly BuiltInKind[] = [
  builtIn('', 'v1', 'ConfigMap', 'configmaps', true, 'config_map'),
  builtIn('', 'v1', 'Secret', 'secrets', true, 'secret'),
  builtIn('', 'v1', 'Service', 'services', true, 'service'),
  builtIn('', 'v1', 'Namespace', 'namespaces', false, 'namespace'),
  builtIn('apps', 'v1', 'Deployment', 'deployments', true, 'deployment'),
  builtIn('batch', 'v1', 'Job', 'jobs', true, 'job'),
];

/** The names of the kinds that can be owned. */
export const ownableKinds: readonly string[] = ownable.map(({ kind }) => kind);

/** Why a kind cannot be owned, or undefined when it can. */
export function refusalToOwn(kind: string): string | undefined {
  return ownableKinds.includes(kind) ? undefined : `is not a built-in kind that a controller can own; accepted: ${ownableKinds.join(', ')}`;
}

export function isClusterScoped(kind: string): boolean {
  return ownable.some((one) => one.kind === kind && !one.namespaced);
}

/** The record of a kind that was checked with `refusalToOwn`. */
export function ownedKind(kind: string): BuiltInKind {
  const found = ownable.find((one) => one.kind === kind);
  if (found === undefined) throw new Error(`${kind} was not checked`);
  return found;
}
