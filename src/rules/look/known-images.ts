// What the repository shows about the image of a container: that it is built here, and what its programs need of the node.
import type { Inventory } from '../../inventory/inventory.ts';
import { isForeign } from '../../inventory/grants/foreign-images.ts';
import { readManifest } from '../../inventory/manifests.ts';
import type { Container } from '../../inventory/workloads.ts';
import { once } from '../../once.ts';
import { instructionsThatShip } from './dockerfiles.ts';
import { isSetuid, modesIn } from './file-modes.ts';
import { packagesIn } from './locked-packages.ts';
import { isBuiltHere } from './own-images.ts';
import { isOfProgram, unreadDockerfile } from './proven-program.ts';

/** Whether the image is built from the Dockerfiles here, and all of them are understood. */
export function isKnownImage(container: Container, inventory: Inventory): boolean {
  const { state, value } = readManifest(container.workload.manifest, [...container.keys, 'image']);
  const image = state === 'present' ? String(value) : '';
  return (
    inventory.dockerfiles.length > 0 &&
    unreadDockerfile(inventory) === undefined &&
    !isForeign({ image }) &&
    (isOfProgram(inventory, container) || isBuiltHere(image, inventory))
  );
}

/** Whether a program of an image may run as another user than the one that starts it, as setuid and file capabilities do. */
export const mayGainPrivileges = once(({ dockerfiles, repository }: Inventory): boolean => {
  const isRaised = dockerfiles.some((file) =>
    instructionsThatShip(file).some(
      (one) =>
        modesIn(file, one).some(isSetuid) ||
        (one.keyword === 'RUN' && /\b(?:setcap|sudo|doas|pkexec|fuse3?)\b/.test(one.rest)),
    ),
  );
  return isRaised || [...repository.files].some(([path, text]) => path.endsWith('.rs') && startsAsAnother.test(text));
});

const startsAsAnother =
  /\bCommand::new\(\s*"(?:\/[\w/]*\/)?(?:sudo|su|doas|pkexec|newuidmap|newgidmap|mount|umount|fusermount3?)"/;

/** Whether a program of an image may need a system call that the profile of the container runtime denies. */
export const mayNeedDeniedCalls = once(({ dockerfiles, repository }: Inventory): boolean => {
  const installs = dockerfiles.some((file) =>
    instructionsThatShip(file).some(({ keyword, rest }) => keyword === 'RUN' && namespaced.test(rest)),
  );
  return (
    installs ||
    [...repository.files].some(([path, text]) =>
      /(^|\/)Cargo\.lock$/.test(path)
        ? packagesIn(text).some(({ name }) => unusualCrates.has(name))
        : path.endsWith('.rs') && deniedCalls.test(text),
    )
  );
});

/** Programs that make namespaces or trace others. */
const namespaced =
  /\b(?:chromium|google-chrome|buildah|podman|buildkit|rootlesskit|bubblewrap|bwrap|bpftrace|strace|gdb)\b/;

/**
 * Crates that ask the kernel for io_uring, BPF, performance events, keys or namespaces.
 *
 * @see https://github.com/moby/profiles/blob/main/seccomp/default.json
 */
const unusualCrates: ReadonlySet<string> = new Set([
  ...['io-uring', 'tokio-uring', 'glommio', 'monoio', 'compio-driver', 'rio'],
  ...['aya', 'libbpf-sys', 'redbpf', 'perf-event', 'perf-event2', 'perf-event-open-sys'],
  ...['userfaultfd', 'linux-keyutils', 'keyutils-raw', 'unshare'],
]);

const deniedCalls =
  /\b(?:unshare|setns|pivot_root|io_uring|perf_event_open|userfaultfd|ptrace|keyctl|add_key|CLONE_NEW[A-Z]+|CloneFlags)\b/;
