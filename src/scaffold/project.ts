// The names that the templates use: the answers, and what follows from them.
import type { Answers } from '../answers/index.ts';
import { ownedKind, type BuiltInKind } from '../kubernetes/ownable.ts';
import { baseImagesFor, type BaseImages, type Digests } from './base-images.ts';
import { blastRadius, type Consequence } from './blast-radius.ts';
import { grantsOf, type Grant } from './grants.ts';
import { rolesFor, type RbacRole } from './permissions.ts';
import { providerOf } from './providers/index.ts';

export interface Project extends Answers {
  /** Confined to namespaces that are named: Roles only. */
  readonly namespaced: boolean;
  readonly clusterWide: boolean;
  readonly external: boolean;
  /** The custom resource itself is cluster-scoped: it owns a kind that is. */
  readonly clusterScopedResource: boolean;
  /** A cluster-scoped custom resource that owns namespaced kinds says in `spec.targetNamespace` where they go. */
  readonly targetNamespace: boolean;
  /** Its manifests are packed as charts of Helm, too. */
  readonly charts: boolean;
  readonly crate: string;
  readonly singular: string;
  readonly shortName: string;
  readonly crdName: string;
  readonly apiVersion: string;
  /** What of its own it may touch outside the namespaces that it watches. */
  readonly elsewhere: readonly string[];
  /** What it patches without server-side apply. */
  readonly plainPatches: readonly string[];
  /** Where the README's example of the custom resource goes; a cluster-scoped one has no namespace. */
  readonly exampleNamespace: string | undefined;
  readonly owner: string;
  readonly source: string;
  readonly image: string;
  readonly owned: readonly BuiltInKind[];
  /** The Job that applies the CRD, and its ServiceAccount; a Job's name is at most 63 characters, as it becomes a label. */
  readonly crdInstaller: string;
  /** Every host outside the cluster that it reaches on port 443: those it calls, and where it shows who it is. */
  readonly outsideHosts: readonly string[];
  /** What the image runs: the controller, and the installer of the CRD where a Job does that. */
  readonly binaries: readonly string[];
  readonly baseImages: BaseImages;
  readonly roles: readonly RbacRole[];
  readonly grants: readonly Grant[];
  readonly blastRadius: readonly Consequence[];
}

/**
 * Everything that a template may name.
 *
 * @param digests of base images by their reference, where they were asked from the registry
 */
export function projectFrom(answers: Answers, digests: Digests = new Map()): Project {
  const external = answers.scope === 'external';
  const namespaced = (external ? answers.kubernetesScope : answers.scope) === 'namespaced';
  const owned = answers.owns.map(ownedKind);
  const clusterScopedResource = owned.some((kind) => !kind.namespaced);
  const [owner = '', repositoryName = ''] = answers.repository.split('/');
  const names = {
    ...answers,
    external,
    namespaced,
    clusterWide: !namespaced,
    clusterScopedResource,
    targetNamespace: clusterScopedResource && owned.some((kind) => kind.namespaced),
    charts: answers.packaging !== 'kustomize',
    crate: crateName(answers.name),
    singular: answers.kind.toLowerCase(),
    shortName: shortName(answers),
    crdName: `${answers.plural}.${answers.group}`,
    apiVersion: `${answers.group}/${answers.version}`,
    elsewhere: [...(answers.leaderElection ? ['Lease'] : []), ...(answers.crdInstall === 'controller' ? ['CRD'] : [])],
    plainPatches: [
      ...(answers.events ? ['events'] : []),
      ...(answers.leaderElection ? ['its Lease'] : []),
      ...(answers.finalizer ? ['its finalizer'] : []),
    ],
    exampleNamespace: clusterScopedResource ? undefined : (answers.watchNamespaces?.[0] ?? 'default'),
    owner,
    source: `https://github.com/${answers.repository}`,
    image: `ghcr.io/${owner}/${repositoryName}`.toLowerCase(),
    owned,
    crdInstaller: `${answers.name.slice(0, 59).replace(/-+$/, '')}-crd`,
    outsideHosts: [...(providerOf(answers)?.identityHosts?.(answers) ?? []), ...(answers.externalHosts ?? [])],
    binaries: ['controller', ...(answers.crdInstall === 'job' ? ['install-crd'] : [])],
    baseImages: baseImagesFor(answers, digests),
  };
  const roles = rolesFor(names);
  return { ...names, roles, grants: grantsOf(roles), blastRadius: blastRadius({ ...names, roles }) };
}

/** The capitals of the kind, as kubectl users abbreviate: `MyController` is `mc`; of one word its first three letters. */
function shortName({ kind, plural }: Answers): string {
  const capitals = kind.replaceAll(/[^A-Z]/g, '').toLowerCase();
  const short = capitals.length > 1 ? capitals : kind.slice(0, 3).toLowerCase();
  return short === plural || short === kind.toLowerCase() ? `${short}x` : short;
}

/** A name that Cargo takes: it refuses a leading digit. */
function crateName(name: string): string {
  return /^\d/.test(name) ? `controller-${name}` : name;
}
