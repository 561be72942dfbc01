// What the programs of a repository may need of the node: another user, or a rare system call.
import type { Inventory } from '../../inventory/inventory.ts';
import { once } from '../../once.ts';
import type { Repository } from '../../repo/repository.ts';
import { instructionsThatShip } from './dockerfiles.ts';
import { isSetuid, modesIn } from './file-modes.ts';
import { packagesIn } from './locked-packages.ts';

/** Whether a program may run as another user than the one that starts it, as setuid and file capabilities do. */
export const mayGainPrivileges = once(({ dockerfiles, repository }: Inventory): boolean => {
  const isRaised = dockerfiles.some((file) =>
    instructionsThatShip(file).some(
      (one) => modesIn(file, one).some(isSetuid) || (one.keyword === 'RUN' && /\bsetcap\b/.test(one.rest)),
    ),
  );
  return isRaised || mayStartOthers(repository);
});

/** Whether the source may start a program that is not known to need nothing. */
const mayStartOthers = once(({ files }: Repository): boolean =>
  [...files].some(
    ([path, text]) =>
      path.endsWith('.rs') && !/(^|\/)((tests|benches|examples)\/|build\.rs$)/.test(path) && startsOthers(text),
  ),
);

/** `clap` has a `Command`, too, in a file that names no process. */
function startsOthers(text: string): boolean {
  if (/\b(?:execvpe?|execve?|execlp?|fexecve|posix_spawnp?)\s*\(|\b(?:duct|xshell|subprocess|cmd_lib)::/.test(text))
    return true;
  if (/\bclap\b/.test(text) && !/\bprocess\b/.test(text)) return false;
  return [...text.matchAll(/\bCommand\s*::\s*new\s*\(\s*(?:"([^"\n]*)")?/g)].some(
    ([, name = '']) => !plainPrograms.has(name.slice(name.lastIndexOf('/') + 1)),
  );
}

/** Programs that are never setuid, need no namespace of their own, and start no program that an argument names. */
const plainPrograms: ReadonlySet<string> = new Set([
  ...['kubectl', 'helm', 'kustomize', 'git', 'openssl', 'curl', 'tar', 'jq', 'skopeo', 'cosign'],
  ...['pg_dump', 'pg_restore', 'psql', 'mysqldump', 'mongodump', 'redis-cli', 'aws', 'gcloud', 'az', 'terraform'],
]);

/** Whether a program may need a system call that the profile of the container runtime denies. */
export const mayNeedDeniedCalls = once(
  ({ repository }: Inventory): boolean =>
    mayStartOthers(repository) ||
    [...repository.files].some(([path, text]) =>
      /(^|\/)Cargo\.lock$/.test(path)
        ? packagesIn(text).some(({ name }) => unusualCrates.has(name))
        : path.endsWith('.rs') && deniedCalls.test(text),
    ),
);

/**
 * Crates that ask the kernel for io_uring, BPF, performance events, keys, namespaces, the memory of other processes or
 * the memory of other nodes of the machine. Each says so on its page on docs.rs; the profile of Docker, from which
 * those of the runtimes come, allows these calls only with a capability, or not at all.
 *
 * @see https://github.com/moby/profiles/blob/main/seccomp/default.json
 */
const unusualCrates: ReadonlySet<string> = new Set([
  ...['io-uring', 'tokio-uring', 'glommio', 'monoio', 'compio-driver', 'rio'],
  ...['aya', 'libbpf-sys', 'redbpf', 'perf-event', 'perf-event2', 'perf-event-open-sys'],
  ...['userfaultfd', 'linux-keyutils', 'keyutils-raw', 'unshare', 'netns-rs', 'libcontainer'],
  ...['remoteprocess', 'read-process-memory', 'hwlocality'],
]);

const deniedCalls =
  /\b(?:unshare|setns|pivot_root|io_uring|perf_event_open|userfaultfd|ptrace|keyctl|add_key|CLONE_NEW[A-Z]+|CloneFlags)\b/;
