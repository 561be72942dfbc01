// Conditions for a safe fix that depend on the rest of the repository.
import { lineage, shippedStage, type Dockerfile } from '../formats/dockerfile/dockerfile.ts';
import type { Fault } from '../formats/yaml/file.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { isForeign } from '../inventory/grants/foreign-images.ts';
import { readManifest } from '../inventory/manifests.ts';
import type { Container, Workload } from '../inventory/workloads.ts';
import { once } from '../once.ts';
import type { Repository } from '../repo/repository.ts';
import type { Fix } from './rule.ts';
import { fieldOf, itemsOf } from '../formats/yaml/values.ts';
import { fixedBase } from './look/base-images.ts';
import { mayGainPrivileges, mayNeedDeniedCalls } from './look/node-needs.ts';
import { isBuiltHere } from './look/own-images.ts';
import type { Place } from './look/place.ts';
import { doubtOfImage, doubtOfProgram } from './look/proven-program.ts';

/**
 * Every image that this repository builds already runs as user 65532, by number, and the Pod runs no other image and sets
 * no other user: the files of another user may belong to its group.
 */
export function safeWhenImagesAreNonRoot(inventory: Inventory, { workload }: Place): Fix {
  const isAs65532 = workload?.containers.every((container) => {
    const user = userOf(container);
    return (user === undefined || user === 65532) && runsOwnImage(container, inventory);
  });
  return isAs65532 === true && imagesAreNonRoot(inventory) ? 'safe' : 'ask';
}

/** Every container has a user by number that is not root: that of the manifest, else of its image, which is built here. */
export function safeWhenNoUserIsRoot(inventory: Inventory, { workload }: Place): Fix {
  const isNonRoot = workload?.containers.every((container) => {
    const user = userOf(container);
    return user === undefined
      ? runsOwnImage(container, inventory) && imagesAreNonRoot(inventory)
      : typeof user === 'number' && user > 0;
  });
  return isNonRoot === true ? 'safe' : 'ask';
}

/** The user that the manifest sets; undefined where it leaves that to the image. */
function userOf({ workload: { manifest, pod }, keys }: Container): unknown {
  const own = readManifest(manifest, [...keys, 'securityContext', 'runAsUser']);
  const { state, value } =
    own.state === 'absent' ? readManifest(manifest, [...pod, 'securityContext', 'runAsUser']) : own;
  return state === 'absent' ? undefined : (value ?? null);
}

/** As above; and the images name the group, or their base does. Else the group is that of the user in the image. */
export function safeWhenImagesHaveTheGroup(inventory: Inventory, place: Place): Fix {
  return imagesHaveTheGroup(inventory) ? safeWhenImagesAreNonRoot(inventory, place) : 'ask';
}

const imagesAreNonRoot = once(
  (inventory: Inventory): boolean =>
    inventory.dockerfiles.length > 0 &&
    inventory.dockerfiles.every((file) => /^65532(:65532)?$/.test(userOfImage(file, inventory))) &&
    !inventory.faults.some(isOfDockerfile),
);

const imagesHaveTheGroup = once((inventory: Inventory): boolean =>
  inventory.dockerfiles.every(
    (file) => userOfImage(file, inventory).endsWith(':65532') || hasNonRootBase(file, inventory),
  ),
);

function userOfImage(file: Dockerfile, inventory: Inventory): string {
  const users = lineage(shippedStage(file)).flatMap(({ instructions }) =>
    instructions.filter(({ keyword }) => keyword === 'USER').slice(-1),
  );
  return users[0]?.rest ?? (hasNonRootBase(file, inventory) ? '65532:65532' : '');
}

function hasNonRootBase(file: Dockerfile, { repository }: Inventory): boolean {
  return isNonRootBase(fixedBase(file, lineage(shippedStage(file)).at(-1), repository));
}

/** An image from elsewhere may need its own user: `postgres` cannot read its files as another user. */
function runsOwnImage({ workload: { manifest }, keys }: Container, inventory: Inventory): boolean {
  const { state, value } = readManifest(manifest, [...keys, 'image']);
  const image = String(value);
  return state === 'present' && isBuiltHere(image, inventory) && !isForeign({ image });
}

/** An image about which nothing is known. */
function isOfDockerfile({ path }: Fault): boolean {
  return /(docker|container)file[^/]*$/i.test(path);
}

/** A Pod that uses nothing of the node, with a program of this repository that never becomes another user. */
export function safeWhenNoPrivilegeIsGained(inventory: Inventory, place: Place): Fix {
  return doubtOfImage(inventory, place.container) === undefined && !mayGainPrivileges(inventory)
    ? safeWhenPodIsPlain(place)
    : 'ask';
}

/** A Pod that uses nothing of the node, with programs of this repository that make only usual system calls. */
export function safeWhenCallsAreUsual(inventory: Inventory, place: Place): Fix {
  const containers = place.container === undefined ? (place.workload?.containers ?? []) : [place.container];
  const areKnown = containers.every((one) => doubtOfImage(inventory, one) === undefined);
  return containers.length > 0 && areKnown && !mayNeedDeniedCalls(inventory) ? safeWhenPodIsPlain(place) : 'ask';
}

/** A Pod that uses nothing of the node, so that it misses nothing. */
function safeWhenPodIsPlain({ workload }: Place): Fix {
  return workload !== undefined && isPlain(workload) ? 'safe' : 'ask';
}

const isPlain = once(({ manifest, pod, containers }: Workload): boolean => {
  const host = ['hostNetwork', 'hostPID', 'hostIPC'].some(
    (key) => readManifest(manifest, [...pod, key]).value === true,
  );
  const mounts = itemsOf(readManifest(manifest, [...pod, 'volumes'])).some(
    (volume) => fieldOf(volume, 'hostPath') !== undefined,
  );
  const asks = containers.some(({ keys }) => {
    const { value } = readManifest(manifest, [...keys, 'securityContext']);
    const added = fieldOf(value, 'capabilities', 'add');
    return (
      fieldOf(value, 'privileged') === true ||
      fieldOf(value, 'seLinuxOptions') !== undefined ||
      (Array.isArray(added) && added.length > 0)
    );
  });
  return !(host || mounts || asks);
});

/**
 * Whether the API server refuses a changed Pod because the Job, or the Pod without a workload, already exists. It is
 * created anew each time if the installer deletes the old one first, or Kubernetes deletes the Job when it has finished.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/job/#updating-a-job-s-pod-template
 * @see https://kubernetes.io/docs/concepts/workloads/pods/#pod-update-and-replacement
 */
export function isFixedOnceThere({ manifest }: Pick<Workload, 'manifest'>): boolean {
  if (manifest.kind !== 'Job' && manifest.kind !== 'Pod') return false;
  const annotations = Object.keys(Object(readManifest(manifest, ['metadata', 'annotations']).value));
  return !(
    annotations.some((key) => /^(helm\.sh|argocd\.argoproj\.io)\/(hook|sync-options)$/.test(key)) ||
    readManifest(manifest, ['metadata', 'generateName']).state !== 'absent' ||
    readManifest(manifest, ['spec', 'ttlSecondsAfterFinished']).state !== 'absent' ||
    /Release\.Revision/.test(manifest.label)
  );
}

/** Whether the image is fixed as well: that of a Pod without a workload may change. */
export function isImageFixedOnceThere(workload: Pick<Workload, 'manifest'>): boolean {
  return workload.manifest.kind !== 'Pod' && isFixedOnceThere(workload);
}

/** What a person must know before changing the Pod of such a Job. */
export const fixedJob = 'The Pod of an existing Job cannot be changed: delete the Job before you apply this.';

/** What a person must know before changing such a Pod. */
export function fixedOnceThere({ manifest }: Pick<Workload, 'manifest'>): string {
  return manifest.kind === 'Pod' ? 'A Pod that exists cannot be changed: delete it before you apply this.' : fixedJob;
}

/**
 * Base images whose USER is 65532. From Chainguard only images without a package manager: wolfi-base and names that end with -dev
 * run as root.
 *
 * Source: the users that https://images.chainguard.dev and https://github.com/GoogleContainerTools/distroless name.
 */
export function isNonRootBase(image: string): boolean {
  return (
    /^gcr\.io\/distroless\/[^:]*:([\w.]*-)*nonroot/.test(image) ||
    (/^cgr\.dev\/chainguard\/(static|glibc-dynamic|cc-dynamic)([:@]|$)/.test(image) && !/-dev(@|$)/.test(image))
  );
}

/** The repository proves that the program writes no file: only then does a read-only root change nothing. */
export function safeWhenNothingIsWritten(inventory: Inventory, { container }: Place): Fix {
  return doubtOfProgram(inventory, container) === undefined ? 'safe' : 'ask';
}

/** The repository proves that the program needs no capability, and it listens on no port below 1024. */
export function safeWhenNoCapabilityIsAdded(inventory: Inventory, place: Place): Fix {
  return mayNeedCapabilities(inventory) || doubtOfProgram(inventory, place.container) !== undefined
    ? 'ask'
    : safeWhenPodIsPlain(place);
}

const mayNeedCapabilities = once(({ workloads, dockerfiles, repository }: Inventory): boolean => {
  const manifests = new Set(workloads.map(({ manifest }) => manifest.document.file.text));
  return (
    dockerfiles.some(({ text }) => /\b(setcap|chown|chmod)\b/.test(text)) ||
    [...manifests].some((text) => /[pP]ort:\s*\d{1,3}\b/.test(text)) ||
    [...repository.files].some(([path, text]) => path.endsWith('.rs') && lowPort.test(text))
  );
});

/** `0.0.0.0:443`, `([0, 0, 0, 0], 80)`. */
const lowPort = /(?:\d|\]|localhost):\d{1,3}(?![\d:.])["/]|\]\s*,\s*\d{1,3}\s*\)/;

/** A Pod that loses the default token can no longer call the API server, unless it has its own token. */
export function askWhenPodsHaveTokens({ workloads }: Inventory): Fix {
  const all = workloads.every(({ manifest, pod }) =>
    JSON.stringify(itemsOf(readManifest(manifest, [...pod, 'volumes']))).includes('"serviceAccountToken"'),
  );
  return workloads.length > 0 && all ? 'ask' : 'manual';
}

/** No file names a variable that Kubernetes sets for a service, such as `REDIS_SERVICE_HOST`; those of its own API stay. */
export function safeWhenNoLinkIsRead(inventory: Inventory): Fix {
  return namesLink(inventory.repository) ? 'ask' : 'safe';
}

/** @see https://kubernetes.io/docs/concepts/services-networking/service/#environment-variables */
const namesLink = once(({ files }: Repository): boolean =>
  [...files.values()].some((text) => /(?<!\bKUBERNETES)_SERVICE_(?:HOST|PORT)|_PORT_\d+_(?:TCP|UDP)/.test(text)),
);
