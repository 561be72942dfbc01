// The names that the templates use: the answers, and values derived from them.
import type { Answers } from '../answers/index.ts';
import type { BuiltInKind } from '../kubernetes/ownable.ts';
import { baseImagesFor, type BaseImages, type Digests } from './base-images.ts';
import { blastRadius, type Consequence } from './blast-radius.ts';
import { ciImagesFor, type CiImages } from './ci-images.ts';
import { customKinds, type CustomKind } from './custom-kinds.ts';
import { grantsOf, type Grant } from './grants.ts';
import { rolesFor, type RbacRole } from './permissions.ts';
import { placesOf, type Places } from './places.ts';
import { published, type Published } from './published.ts';
import { forgeOf, type Forge } from './forges.ts';
import { providerOf } from './providers/index.ts';
import { withoutTrailing } from '../without-trailing.ts';

export interface Project extends Answers, Places, Omit<CustomKind, 'owned'> {
  /** Limited to named namespaces: Roles only. */
  readonly namespaced: boolean;
  readonly clusterWide: boolean;
  readonly external: boolean;
  /** The release of this package that its CI runs, once one exists. */
  readonly published: Published | undefined;
  /** The custom resources; names without a kind belong to the first. */
  readonly kinds: readonly [CustomKind, ...CustomKind[]];
  readonly crate: string;
  readonly apiVersion: string;
  /** Its own objects that it may touch outside the watched namespaces. */
  readonly elsewhere: readonly string[];
  /** The objects that it patches without server-side apply. */
  readonly plainPatches: readonly string[];
  /** The host of source, image and CI. */
  readonly forge: Forge;
  readonly updates: NonNullable<Answers['updates']>;
  readonly owner: string;
  readonly source: string;
  readonly image: string;
  readonly owned: readonly BuiltInKind[];
  /** The Job that applies the CRD, and its ServiceAccount; a Job's name is at most 63 characters, as it becomes a label. */
  readonly crdInstaller: string;
  /** Every host outside the cluster that it calls on port 443, its identity provider included. */
  readonly outsideHosts: readonly string[];
  /** The programs in the image: the controller, and the installer of the CRD if a Job runs it. */
  readonly binaries: readonly string[];
  /** The files in src/bin/. */
  readonly programs: readonly string[];
  readonly baseImages: BaseImages;
  readonly ciImages: CiImages;
  readonly roles: readonly RbacRole[];
  readonly grants: readonly Grant[];
  readonly blastRadius: readonly Consequence[];
}

/**
 * All names that a template may use.
 *
 * @param digests of base images by their reference, if the registry was asked
 * @param release of this package that its CI runs
 */
export function projectFrom(answers: Answers, digests: Digests = new Map(), release = published): Project {
  const external = answers.scope === 'external';
  const namespaced = (external ? answers.kubernetesScope : answers.scope) === 'namespaced';
  const kinds = customKinds(answers);
  const [{ owned: _, ...first }] = kinds;
  const { repository } = answers;
  const forge = forgeOf(answers);
  const names = {
    ...answers,
    external,
    namespaced,
    clusterWide: !namespaced,
    published: release,
    ...placesOf(answers),
    ...first,
    kinds,
    crate: crateName(answers.name),
    apiVersion: `${answers.group}/${answers.version}`,
    elsewhere: [...(answers.leaderElection ? ['Lease'] : []), ...(answers.crdInstall === 'controller' ? ['CRD'] : [])],
    plainPatches: [
      ...(answers.events ? ['events'] : []),
      ...(answers.leaderElection ? ['its Lease'] : []),
      ...(answers.finalizer ? ['its finalizer'] : []),
    ],
    forge,
    // Dependabot runs only on GitHub.
    updates: answers.updates ?? 'renovate',
    owner: repository.slice(0, repository.lastIndexOf('/')),
    source: `https://${forge.host}/${repository}`,
    image: `${forge.registry}/${repository}`.toLowerCase(),
    owned: [...new Set(kinds.flatMap((kind) => kind.owned))],
    crdInstaller: `${withoutTrailing(answers.name.slice(0, 59), '-')}-crd`,
    outsideHosts: [...(providerOf(answers)?.identityHosts?.(answers) ?? []), ...(answers.externalHosts ?? [])],
    programs: ['crdgen', ...(answers.crdInstall === 'job' ? ['install-crd'] : [])],
    binaries: ['controller', ...(answers.crdInstall === 'job' ? ['install-crd'] : [])],
    baseImages: baseImagesFor(answers, digests),
    ciImages: ciImagesFor(answers, digests, release),
  };
  const roles = rolesFor(names);
  return { ...names, roles, grants: grantsOf(roles), blastRadius: blastRadius({ ...names, roles }) };
}

/** A name that Cargo accepts: it refuses a leading digit. */
function crateName(name: string): string {
  return /^\d/.test(name) ? `controller-${name}` : name;
}
