// The names of the Rust templates besides the project: crates, and lists in the order of rustfmt.
import type { BuiltInKind } from '../kubernetes/ownable.ts';
import { dependenciesOf } from './dependencies.ts';
import { lockFor } from './lock.ts';
import type { CustomKind } from './custom-kinds.ts';
import type { Project } from './project.ts';
import { providerOf } from './providers/index.ts';
import type { Provider } from './providers/provider.ts';

export interface RustNames {
  /** The sections of Cargo.toml with crates. */
  readonly dependencies: string;
  /** The text of Cargo.lock. */
  readonly lock: string;
  /** Whether an owned kind runs Pods: they are hardened in one place. */
  readonly ownsPods: boolean;
  /** The modules of the crate, and of its tests. */
  readonly modules: readonly string[];
  readonly testModules: readonly string[];
  /** The names of the kinds that kinds.rs imports. */
  readonly kindImports: string;
  /** The names of their tests that least_privilege.rs imports. */
  readonly lifeImports: string;
  readonly someNamespaced: boolean;
  /** The arguments of `run`, `work` and `Context::new`. */
  readonly runArguments: string;
  readonly workArguments: string;
  readonly contextArguments: string;
  readonly finalizerName: string;
  /** The text of `kubectl explain` for each kind. */
  readonly resourceDoc: string;
  /** The modules of the client for services outside the cluster. */
  readonly externalModules: readonly string[];
  /** Whether the provider is a long-lived secret. */
  readonly externalSecret: boolean;
  /** Whether the provider has an identity service on the node. */
  readonly externalMetadata: boolean;
  /** Whether a request to the provider is a form. */
  readonly externalForm: boolean;
  /** Whether the provider gets a token that the kubelet keeps in a file. */
  readonly externalTokenFile: boolean;
  /** Hosts that only get credentials. */
  readonly identityHosts: readonly string[];
  /** A constant of Rust, with the line breaks of rustfmt. */
  readonly constant: (declaration: string, literal: string) => string;
  /** A word as crdgen prints it: plain, or quoted if YAML 1.1 or 1.2 would read something else. */
  readonly plain: (word: string) => string;
  /** A text as crdgen prints it if it cannot be plain, because it contains a colon and a space. */
  readonly quoted: (text: string) => string;
}

/** The names of the templates of one kind besides the kind, in the order of rustfmt. */
export function kindNames({ owned, within }: CustomKind): {
  readonly ownedModules: readonly BuiltInKind[];
  readonly ownedImports: readonly BuiltInKind[];
  /** The names of the crate that its owned.rs imports. */
  readonly ownImports: readonly string[];
} {
  return {
    ownImports: [
      `${within}crd::Resource`,
      'error::Error',
      'machinery::apply::apply',
      'machinery::owned::made_here',
    ].sort(),
    ownedModules: sorted(owned, ({ module }) => module),
    ownedImports: sorted(owned, ({ rustPath }) => rustPath),
  };
}

/** @param templates by path, among them the versions of all crates */
export function rustNames(project: Project, templates: ReadonlyMap<string, string>): RustNames {
  const { leaderElection, metrics, external, namespaced } = project;
  const provider = providerOf(project);
  const clients = leaderElection ? 'clients' : 'client';
  const dependencies = dependenciesOf(templates.get('versions/Cargo.toml') ?? '', project);
  return {
    dependencies,
    lock: lockFor(templates.get('versions/Cargo.lock') ?? '', project.crate, dependencies),
    ownsPods: runsPods(project),
    ...moduleNames(project),
    someNamespaced: project.kinds.some(({ clusterScopedResource }) => !clusterScopedResource),
    externalModules: externalModules(provider),
    externalSecret: provider?.secret === true,
    externalMetadata: provider?.metadata === true,
    externalForm: provider?.form === true,
    externalTokenFile: provider?.tokenFile === true,
    identityHosts: [
      ...project.outsideHosts.filter((host) => !(project.externalHosts ?? []).includes(host)),
      ...(provider?.ownHosts?.(project) ?? []),
    ],
    runArguments: listed(clients, external && 'external', '&settings', 'stop'),
    workArguments: listed(
      clients,
      external && 'external',
      (namespaced || leaderElection) && 'settings',
      'health',
      metrics && 'metrics',
      '&stop',
    ),
    contextArguments: listed('client', external && 'external', metrics && 'metrics'),
    finalizerName: `${project.group}/cleanup`,
    // With the colon it is quoted in every case, and never starts with the "#" that schemars takes for a title.
    resourceDoc: `A resource of ${project.name}: ${project.description}`,
    constant,
    plain,
    quoted,
  };
}

function moduleNames(project: Project): Pick<RustNames, 'modules' | 'testModules' | 'kindImports' | 'lifeImports'> {
  const further = project.kinds.flatMap(({ module }) => module ?? []);
  const own = [...(project.finalizer ? ['cleanup'] : []), 'crd', 'owned'];
  const external = project.external ? ['external'] : [];
  const pods = runsPods(project) ? ['workload'] : [];
  const outside = [...external, ...(project.external ? ['outside'] : [])];
  const job = project.crdInstall === 'job' ? ['install_crd'] : [];
  return {
    modules: [...own, ...further, 'error', ...external, 'machinery', ...pods].sort(),
    testModules: ['life', 'machinery', ...further, ...outside, ...job].sort(),
    kindImports: [...own, ...further].sort().join(', '),
    lifeImports: ['life', ...further].sort().join(', '),
  };
}

export function runsPods({ owned }: Project): boolean {
  return owned.some(({ kind }) => workloads.includes(kind));
}

const workloads: readonly string[] = [
  'CronJob',
  'DaemonSet',
  'Deployment',
  'Job',
  'Pod',
  'PodTemplate',
  'ReplicaSet',
  'ReplicationController',
  'StatefulSet',
];

/** In the order that rustfmt wants. */
function externalModules({ modules = [], secret, form, tokenFile }: Provider = {}): readonly string[] {
  return [
    ...modules,
    ...(secret === true ? [] : ['cache']),
    'client',
    'credentials',
    ...(form === true ? ['form'] : []),
    ...(tokenFile === true ? ['token_file'] : []),
  ].sort();
}

function listed(...values: readonly (string | false)[]): string {
  return values.filter((value) => value !== false).join(', ');
}

function sorted<T>(items: readonly T[], key: (item: T) => string): readonly T[] {
  return [...items].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** rustfmt breaks a line of more than 100 characters after the equals sign, if that makes it short enough. */
function constant(declaration: string, literal: string): string {
  const line = `${declaration} = ${literal};`;
  const broken = `    ${literal};`;
  return line.length <= 100 || broken.length > 100 ? line : `${declaration} =\n${broken}`;
}

/** Source: serde-saphyr-2.1.1/src/ser/quoting.rs. A kind, a plural and a DNS name can be nothing else than these. */
function plain(word: string): string {
  return /^(true|false|null|yes|no|on|off|y|n|nan|inf|\d[\d.]*(e[-+]?\d+)?)$/i.test(word) ? `"${word}"` : word;
}

/** Source: `escape_double_quoted` in the same file. Control characters and line breaks are in no answer. */
function quoted(text: string): string {
  return JSON.stringify(text).replaceAll(
    /[\ufeff\ufffe\uffff]/g,
    (mark) => `\\u${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
