// What a controller is about, where it acts and what it does, as its source and its manifests say.
import type { Value } from '../answers/answer.ts';
import { builtInKinds } from '../rbac/kinds.ts';
import { ownableKinds } from '../rbac/ownable.ts';
import type { Repository } from '../repo/repository.ts';
import { customResourcesOf, type CustomResource } from '../rules/inventory/custom-resources.ts';
import type { Inventory } from '../rules/inventory/inventory.ts';
import { kustomizationsOf } from '../rules/inventory/kustomizations.ts';
import { isShipped } from '../rules/inventory/shipped.ts';

type Answers = Readonly<Record<string, Value | undefined>>;

/** The one that the controller is about: of the group and kind that its name speaks of, not one of another project's. */
export function resourceOf(repository: Repository, name: string): Answers {
  const words = name.split('-').filter((word) => !['controller', 'operator', 'kube', 'rs'].includes(word) && word.length > 2);
  const rank = ({ group, kind }: CustomResource): number => {
    const spoken = words.filter((word) => group.includes(word)).length + words.filter((word) => kind.toLowerCase().includes(word)).length;
    return spoken - (/(^|\.)(k8s\.io|kubernetes\.io|amazonaws\.com|cloud\.google\.com|cert-manager\.io|istio\.io|smi-spec\.io)$/.test(group) ? 10 : 0);
  };
  const [first] = [...customResourcesOf(repository)].sort((a, b) => rank(b) - rank(a));
  return first === undefined || rank(first) < 0 ? {} : { group: first.group, version: first.version, kind: first.kind, plural: first.plural };
}

export function scopeOf({ roles, workloads, manifests, repository }: Inventory): Answers {
  const kustomizations = kustomizationsOf(repository).filter(({ path }) => isShipped(path));
  const cluster = roles.length === 0 || roles.some(({ reach }) => reach === 'cluster');
  const watched = [...new Set(roles.filter(({ reach }) => reach === 'namespace').map(({ manifest }) => manifest.namespace ?? ''))].filter((one) => one !== '');
  const overlay = kustomizations.find(({ namespace }) => namespace !== undefined)?.namespace;
  const installNamespace = overlay ?? workloads.map(({ manifest }) => manifest.namespace).find((one) => one !== undefined) ?? manifests.find(({ kind }) => kind === 'Namespace')?.name;
  const others = watched.filter((one) => one !== installNamespace);
  return { scope: cluster ? 'cluster' : 'namespaced', installNamespace, watchNamespaces: others.length > 0 ? others : undefined };
}

/** What its calls say that it does. */
export function behaviourOf({ repository, permissions }: Inventory): Answers {
  const source = [...repository.files].filter(([path]) => path.endsWith('.rs')).map(([, text]) => text).join('\n');
  const needs = permissions?.needs ?? [];
  const writes = (resource: string, group: string): boolean => needs.some((need) => need.resource === resource && need.group === group && (need.verb === 'patch' || need.verb === 'create'));
  const owns = builtInKinds().filter(({ kind, plural, group }) => ownableKinds.includes(kind) && kind !== 'Lease' && writes(plural, group)).map(({ kind }) => kind);
  return {
    owns: owns.length === 0 ? undefined : [...new Set(owns)].sort(),
    finalizer: /\bfinalizer\s*\(/.test(source),
    crdInstall: writes('customresourcedefinitions', 'apiextensions.k8s.io') ? 'controller' : undefined,
  };
}

export function imageOf({ dockerfiles }: Inventory): Answers {
  const text = dockerfiles.map((file) => file.text).join('\n');
  return { libc: /-linux-musl|\bmusl-tools\b|distroless\/static|chainguard\/static/.test(text) ? 'musl' : undefined, baseImage: text.includes('cgr.dev/chainguard/') ? 'chainguard' : undefined };
}
