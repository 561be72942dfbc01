// Which ServiceAccount a binary runs as, from the workloads that run it.

import { groupBy } from '../../group-by.ts';
import type { Binary } from '../../inference/infer.ts';
import { podSpecOf } from '../../kubernetes/pod-templates.ts';
import { isPlaceholder } from '../helm/lines.ts';
import { listAt, type Manifest, nodeAt, textAt, textsAt } from './read-manifests.ts';

interface Workload {
  readonly serviceAccount: string;
  readonly name: string;
  readonly containers: readonly Container[];
}

interface Container {
  readonly name: string;
  readonly image: string;
  /** The words of its command and arguments, without folders. */
  readonly words: readonly string[];
}

/** One way to install the program, a chart or plain YAML, and the ServiceAccount that each binary has there. */
export interface Installation {
  readonly manifests: readonly Manifest[];
  readonly accounts: ReadonlyMap<string, string>;
  /** The accounts with which something runs that is told to be none of the binaries: a sidecar, a job of another project. */
  readonly shared: ReadonlySet<string>;
}

export function installations(manifests: readonly Manifest[], binaries: readonly Binary[]): readonly Installation[] {
  return [...groupBy(manifests, ({ chart }) => chart).values()].map((own) => {
    const workloads = own.flatMap(workloadOf);
    const accounts = accountsIn(workloads, binaries);
    return { manifests: own, accounts, shared: sharedAccounts(workloads, binaries, accounts) };
  });
}

/** The ServiceAccount of each binary, for people: of several that it may have, the one whose name is known. */
export function serviceAccounts(
  manifests: readonly Manifest[],
  binaries: readonly Binary[],
): ReadonlyMap<string, string> {
  const all = installations(manifests, binaries);
  return new Map(
    binaries.flatMap(({ name }): [string, string][] => {
      const names = [...new Set(all.flatMap(({ accounts }) => accounts.get(name) ?? []))];
      const clear = names.filter((each) => !isPlaceholder(each));
      const [only] = clear.length > 0 ? clear : names;
      return only !== undefined && (clear.length === 1 || names.length === 1) ? [[name, only]] : [];
    }),
  );
}

function accountsIn(workloads: readonly Workload[], binaries: readonly Binary[]): ReadonlyMap<string, string> {
  const names = binaries.map(({ name }) => name);
  const found = new Map<string, string>();
  for (const name of names) {
    // What a container is told to run says more than its image, and that more than a name.
    for (const runs of [byCommand, byImage, byName]) {
      const accounts = new Set(
        workloads.filter((workload) => runs(workload, name, names)).map(({ serviceAccount }) => serviceAccount),
      );
      const [only] = accounts;
      if (only !== undefined && accounts.size === 1) found.set(name, only);
      if (accounts.size > 0) break;
    }
  }
  const asking = binaries.filter(({ permissions }) => permissions.length > 0);
  const all = new Set(workloads.map(({ serviceAccount }) => serviceAccount));
  const [single] = all;
  const [lone] = asking;
  if (asking.length === 1 && lone !== undefined && all.size === 1 && single !== undefined && !found.has(lone.name))
    found.set(lone.name, single);
  return found;
}

function sharedAccounts(
  workloads: readonly Workload[],
  binaries: readonly Binary[],
  accounts: ReadonlyMap<string, string>,
): ReadonlySet<string> {
  const names = binaries.map(({ name }) => name);
  const isOurs = (workload: Workload, container: Container): boolean =>
    container.words.some((word) => names.includes(word)) ||
    names.includes(container.image) ||
    names.includes(container.name) ||
    (workload.containers.length === 1 && names.includes(workload.name));
  return new Set(
    workloads.flatMap((workload) => {
      const strangers = workload.containers.filter((container) => !isOurs(workload, container));
      // Where names tell nothing, the only container of the only workload is the only program.
      const isLone =
        workloads.length === 1 &&
        workload.containers.length === 1 &&
        [...accounts.values()].includes(workload.serviceAccount);
      return strangers.length > 0 && !isLone ? [workload.serviceAccount] : [];
    }),
  );
}

type Runs = (workload: Workload, binary: string, binaries: readonly string[]) => boolean;

const byCommand: Runs = ({ containers }, binary) => containers.some(({ words }) => words.includes(binary));
const byImage: Runs = (workload, binary, binaries) =>
  unclaimed(workload, binaries).some(({ image }) => image === binary);
const byName: Runs = (workload, binary, binaries) => {
  const free = unclaimed(workload, binaries);
  return free.some(({ name }) => name === binary) || (free.length > 0 && workload.name === binary);
};

/** The containers whose command does not name a binary of this repository: one image may hold them all. */
function unclaimed({ containers }: Workload, binaries: readonly string[]): readonly Container[] {
  return containers.filter(({ words }) => !words.some((word) => binaries.includes(word)));
}

function workloadOf(manifest: Manifest): readonly Workload[] {
  const spec = podSpecIn(manifest);
  const serviceAccount = textAt(spec, 'serviceAccountName') ?? textAt(spec, 'serviceAccount');
  if (serviceAccount === undefined) return [];
  const containers = [...listAt(spec, 'containers'), ...listAt(spec, 'initContainers')].map((container) => ({
    name: textAt(container, 'name') ?? '',
    image: (textAt(container, 'image') ?? '').split('@')[0]?.split('/').at(-1)?.split(':')[0] ?? '',
    words: [...textsAt(container, 'command'), ...textsAt(container, 'args')].map(
      ({ text }) => text.split('/').at(-1) ?? '',
    ),
  }));
  return [{ name: manifest.name, serviceAccount, containers }];
}

/** What the manifests set an environment variable to: a text, or the namespace that the Pod runs in. */
export function environmentOf(manifests: readonly Manifest[]): ReadonlyMap<string, 'own-namespace'> {
  const found = new Map<string, 'own-namespace'>();
  for (const manifest of manifests) {
    const spec = podSpecIn(manifest);
    for (const container of [...listAt(spec, 'containers'), ...listAt(spec, 'initContainers')]) {
      for (const variable of listAt(container, 'env')) {
        const path = textAt(nodeAt(variable, 'valueFrom', 'fieldRef'), 'fieldPath');
        const name = textAt(variable, 'name');
        if (name !== undefined && path === 'metadata.namespace') found.set(name, 'own-namespace');
      }
    }
  }
  return found;
}

function podSpecIn({ kind, node }: Manifest): ReturnType<typeof nodeAt> {
  const keys = podSpecOf({ kind, apiVersion: textAt(node, 'apiVersion') });
  return keys === undefined ? undefined : nodeAt(node, ...keys);
}
