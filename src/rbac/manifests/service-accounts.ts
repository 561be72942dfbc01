// Which ServiceAccount a binary runs as, from the workloads that run it.

import type { Binary } from '../infer.ts';
import { listAt, type Manifest, nodeAt, textAt, textsAt } from './read-manifests.ts';

const WORKLOADS = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob', 'Pod']);

interface Workload {
  readonly name: string;
  readonly serviceAccount: string;
  /** The names that its containers, images and commands have. */
  readonly runs: readonly string[];
  readonly manifest: Manifest;
}

/** The ServiceAccount of each binary; a binary that no workload can be told to run has none. */
export function serviceAccounts(manifests: readonly Manifest[], binaries: readonly Binary[]): ReadonlyMap<string, string> {
  const workloads = manifests.flatMap(workloadOf);
  const found = new Map<string, string>();
  for (const binary of binaries) {
    const exact = workloads.filter(({ runs }) => runs.includes(binary.name));
    const accounts = new Set(exact.map(({ serviceAccount }) => serviceAccount));
    const [only] = accounts;
    if (only !== undefined && accounts.size === 1) found.set(binary.name, only);
  }
  const asking = binaries.filter(({ permissions }) => permissions.length > 0);
  const all = new Set(workloads.map(({ serviceAccount }) => serviceAccount));
  const [single] = all;
  const [lone] = asking;
  if (asking.length === 1 && lone !== undefined && all.size === 1 && single !== undefined && !found.has(lone.name)) found.set(lone.name, single);
  return found;
}

function workloadOf(manifest: Manifest): readonly Workload[] {
  if (!WORKLOADS.has(manifest.kind)) return [];
  const spec =
    manifest.kind === 'Pod'
      ? nodeAt(manifest.node, 'spec')
      : manifest.kind === 'CronJob'
        ? nodeAt(manifest.node, 'spec', 'jobTemplate', 'spec', 'template', 'spec')
        : nodeAt(manifest.node, 'spec', 'template', 'spec');
  const serviceAccount = textAt(spec, 'serviceAccountName') ?? textAt(spec, 'serviceAccount');
  if (serviceAccount === undefined) return [];
  const runs = listAt(spec, 'containers').flatMap((container) => {
    const command = [...textsAt(container, 'command'), ...textsAt(container, 'args')].map(({ text }) => text.split('/').at(-1) ?? '');
    const image = (textAt(container, 'image') ?? '').split('@')[0]?.split('/').at(-1)?.split(':')[0] ?? '';
    return [...command, image, textAt(container, 'name') ?? ''];
  });
  return [{ name: manifest.name, serviceAccount, runs: [manifest.name, ...runs].filter(Boolean), manifest }];
}

/** What the manifests set an environment variable to: a text, or the namespace that the Pod runs in. */
export function environmentOf(manifests: readonly Manifest[]): ReadonlyMap<string, 'own-namespace'> {
  const found = new Map<string, 'own-namespace'>();
  for (const manifest of manifests) {
    if (!WORKLOADS.has(manifest.kind)) continue;
    const spec = nodeAt(manifest.node, 'spec', 'template', 'spec');
    for (const container of listAt(spec, 'containers')) {
      for (const variable of listAt(container, 'env')) {
        const path = textAt(nodeAt(variable, 'valueFrom', 'fieldRef'), 'fieldPath');
        const name = textAt(variable, 'name');
        if (name !== undefined && path === 'metadata.namespace') found.set(name, 'own-namespace');
      }
    }
  }
  return found;
}
