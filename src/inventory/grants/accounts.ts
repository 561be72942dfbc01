// Finds the ServiceAccount of each program from the workloads that run it.
import type { Installation } from '../installations.ts';
import type { Manifest } from '../manifests.ts';
import type { StartedPrograms } from '../started-programs.ts';
import { itemsAt, textAt } from '../part.ts';
import { isForeign } from './foreign-images.ts';
import { podsIn } from './pods.ts';
import { isNamedLike, isOwn, namedAccounts, workloadOf, type Container, type Workload } from './recognised.ts';
import { isSameInSomeRelease } from './release-names.ts';

/** The properties of a program by which a workload can be recognised. */
export interface Program {
  readonly name: string;
  /** Whether it makes any request to the API server. */
  readonly asks: boolean;
}

/** One installation, and the ServiceAccount of each program in it. */
export interface Placed {
  readonly installation: Installation;
  readonly accounts: ReadonlyMap<string, string>;
  /** By account: a container of another program with the same account, such as a sidecar, or a job of another project. */
  readonly strangers: ReadonlyMap<string, string>;
  /** The accounts of the workloads in it. */
  readonly used: ReadonlySet<string>;
  /** Whether a workload here may run a program of this repository. */
  readonly hasOwnWorkload: boolean;
}

/**
 * The account of each program, by installation.
 *
 * @param started the programs that the Dockerfiles of the repository start
 * @param faulty files with unknown parts: a workload may be missing
 */
export function placed(
  installations: readonly Installation[],
  programs: readonly Program[],
  started: StartedPrograms,
  faulty: readonly string[] = [],
): readonly Placed[] {
  const names = programs.map(({ name }) => name);
  const known = { ...started, programs: started.programs.filter((name) => names.includes(name)) };
  const found = installations.map((installation) => {
    const workloads = podsIn(installation.manifests).map(workloadOf);
    return { installation, workloads, accounts: namedAccounts(workloads, names, known, isNamedLike) };
  });
  // If names show nothing, the only container of a Pod runs the only program that an image starts.
  const isAlike = found.some(({ accounts }) => programs.some(({ name, asks }) => asks && accounts.has(name)));
  const all = found.map((one) => {
    if (isAlike && !bindsAnything(one.installation)) return one;
    return { ...one, accounts: new Map([...namedAccounts(one.workloads, names, known, isOwn), ...one.accounts]) };
  });
  // If one installation names a program of this repository, an installation that names none belongs to something else.
  const isTold = all.some(({ accounts }) => programs.some(({ name, asks }) => asks && accounts.has(name)));
  // In a partly known chart, the unknown part may contain the workload.
  const isPartial = installations.some((installation) => faulty.some((path) => isOf(installation, path)));
  return all.map(({ installation, workloads, accounts: named }) => {
    const lone = isTold || isPartial ? new Map<string, string>() : loneAccount(workloads, programs, named);
    const accounts = new Map([...named, ...lone]);
    return {
      installation,
      accounts,
      used: new Set(workloads.map(({ serviceAccount }) => serviceAccount)),
      strangers: strangersIn(workloads, names, known, { accounts, made: accountsMade(installation.manifests) }),
      hasOwnWorkload: workloads.some(({ containers }) => containers.some((one) => !isForeign(one))),
    };
  });
}

function isOf({ kind, path: folder }: Installation, path: string): boolean {
  return kind === 'chart' && (folder === '' || path.startsWith(`${folder}/`));
}

/** Without a binding, its processes have no permission at the API server. */
function bindsAnything({ manifests, optional }: Installation): boolean {
  return [...manifests, ...optional()].some(({ kind }) => /^(Cluster)?RoleBinding$/.test(kind));
}

/** If no name matches, the only account belongs to the only program that makes requests. */
function loneAccount(
  workloads: readonly Workload[],
  programs: readonly Program[],
  named: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const asking = programs.filter(({ asks }) => asks);
  const [lone] = asking;
  const own = workloads.filter(({ containers }) => containers.some((one) => !isForeign(one) && !runsElse(one)));
  const accounts = new Set(own.map(({ serviceAccount }) => serviceAccount));
  const [single] = accounts;
  return asking.length === 1 &&
    lone !== undefined &&
    accounts.size === 1 &&
    single !== undefined &&
    !named.has(lone.name)
    ? new Map([[lone.name, single]])
    : new Map();
}

/** A shell or a tool of the cluster is not a controller. */
function runsElse({ words, hasCommand }: Container): boolean {
  return hasCommand && ['bash', 'sh', 'kubectl', 'helm', 'curl', 'sleep'].includes(words[0] ?? '');
}

function strangersIn(
  workloads: readonly Workload[],
  names: readonly string[],
  started: StartedPrograms,
  { accounts, made }: { readonly accounts: ReadonlyMap<string, string>; readonly made: ReadonlySet<string> },
): ReadonlyMap<string, string> {
  const placedHere = [...accounts.values()];
  const only = started.programs.length === 1 ? started.programs[0] : undefined;
  const isOurs = (workload: Workload, container: Container): boolean =>
    container.words.some((word) => names.includes(word)) ||
    (!isForeign(container) &&
      (names.includes(container.imageName) ||
        names.includes(container.name) ||
        (workload.containers.length === 1 && names.includes(workload.name)) ||
        (!container.hasCommand && names.includes(started.inImage(container.imageName) ?? '')) ||
        (only !== undefined && !container.hasCommand && isOwn(container, workload, names, only))));
  const found = new Map<string, string>();
  for (const workload of workloads) {
    const stranger = workload.containers.find((container) => !isOurs(workload, container));
    // If no name matches, the only container of the only workload runs the only program.
    const isLone =
      workloads.length === 1 && workload.containers.length === 1 && placedHere.includes(workload.serviceAccount);
    if (stranger === undefined || isLone) continue;
    const { serviceAccount } = workload;
    found.set(serviceAccount, stranger.name);
    if (made.has(serviceAccount)) continue;
    for (const other of placedHere) if (isSameInSomeRelease(serviceAccount, other)) found.set(other, stranger.name);
  }
  return found;
}

function accountsMade(manifests: readonly Manifest[]): ReadonlySet<string> {
  return new Set(manifests.filter(({ kind }) => kind === 'ServiceAccount').map(({ name }) => name));
}

/** Variables that the manifests set to the namespace of the Pod, in any container. */
export function environmentOf(manifests: readonly Manifest[]): ReadonlySet<string> {
  const containers = podsIn(manifests).flatMap((pod) => pod.containers);
  return new Set(
    containers.flatMap((container) =>
      itemsAt(container, 'env').flatMap((variable) =>
        textAt(variable, 'valueFrom', 'fieldRef', 'fieldPath') === 'metadata.namespace'
          ? (textAt(variable, 'name') ?? [])
          : [],
      ),
    ),
  );
}
