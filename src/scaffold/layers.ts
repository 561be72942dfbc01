// The folders of templates that make up a repository.
import type { CustomKind } from './custom-kinds.ts';
import type { Project } from './project.ts';
import { providerOf } from './providers/index.ts';
import { runsPods } from './rust.ts';
import { sectionsFor } from './sections.ts';

export interface Layer {
  readonly folder: string;
  /** The path of a file of the layer, or undefined if it is left out; by default its path in the layer. */
  readonly place?: (path: string) => string | undefined;
  /** The text of a file that is copied; by default it stays as it is. */
  readonly text?: (text: string) => string;
  /** Whether it is rendered after the others, because it names lines of theirs. */
  readonly last?: boolean;
  /** The kind for which it is written; by default it is for the whole repository. */
  readonly kind?: CustomKind;
}

/** The layers of one repository. A layer mirrors the tree that it writes. */
export function layersOf(project: Project): readonly Layer[] {
  return [
    { folder: 'rust' },
    ...project.kinds.flatMap((kind) => layersOfKind(kind, project)),
    { folder: 'deploy' },
    { folder: 'supply-chain' },
    { folder: 'hack' },
    // Outside the cluster, its credentials are only in the Pod.
    ...when(!project.external, 'hack-local'),
    { folder: 'docs', last: true },
    ...when(runsPods(project), 'rust-workload'),
    ...when(project.events, 'rust-events'),
    ...when(project.leaderElection, 'rust-leader-election', 'deploy-leader-election'),
    ...when(project.metrics, 'rust-metrics', 'deploy-metrics'),
    ...when(
      project.external,
      'rust-external',
      'deploy-external',
      `rust-external-${project.externalProvider}`,
      `iam-${project.externalProvider}`,
    ),
    ...when(project.external, ...(providerOf(project)?.layers ?? [])),
    ...when(project.crdInstall === 'job', 'rust-crd-job', 'deploy-crd-job'),
    ...when(project.crdInstall !== 'separate', 'rust-crd-install'),
    ...when(project.kustomize, 'rust-kustomize'),
    ...when(!project.kustomize, 'rust-helm'),
    ...when(project.kustomize && project.charts, 'rust-chart'),
    ...(project.ci === 'github' ? workflows(project) : []),
    ...when(project.ci === 'gitlab', 'gitlab'),
    ...when(project.published !== undefined, 'tool'),
    ...when(project.updatesWorkflow === true, 'updates-workflow'),
    { folder: project.updates },
    ...when(project.license !== 'none', `license-${project.license}`),
  ];
}

/** A controller that calls services outside the cluster needs credentials for them, which kind does not give it. */
function workflows(project: Project): readonly Layer[] {
  const text = sectionsFor({
    charts: project.charts,
    kustomize: project.kustomize,
    helm: !project.kustomize,
    published: project.published !== undefined,
  });
  return ['github', ...(project.external ? [] : ['github-local'])].map((folder) => ({ folder, text }));
}

function when(condition: boolean, ...folders: readonly string[]): readonly Layer[] {
  return condition ? folders.map((folder) => ({ folder })) : [];
}

/** The first kind is in src/ itself, each further one in a module of its own. */
function layersOfKind(kind: CustomKind, project: Project): readonly Layer[] {
  const place = (path: string): string => path.replace(/^src/, kind.folder);
  const { module } = kind;
  return [
    { folder: 'kind', kind, place },
    ...(project.finalizer ? [{ folder: 'kind-finalizer', kind, place }] : []),
    ...(module === undefined
      ? []
      : [{ folder: 'kind-further', kind, place: (path: string) => path.replace('module', module) }]),
    { folder: 'owned', kind, place: (path) => placeOwned(path, kind) },
    { folder: 'kind-tests', kind, place: (path) => (module === undefined ? path : path.replace('life', module)) },
  ];
}

function placeOwned(path: string, { owned, folder }: CustomKind): string | undefined {
  const kind = owned.find((one) => path === `${one.kind}.rs`);
  return kind && `${folder}/owned/${kind.module}.rs`;
}
