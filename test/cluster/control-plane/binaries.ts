// The programs of a control plane: those in KUBEBUILDER_ASSETS if it is set, else built once from the Go module.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { packageRoot } from '../../../src/package-root.ts';
import { cacheDirectory } from './cache.ts';

const moduleDirectory = join(packageRoot, 'test', 'cluster', 'binaries');
const names = ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kubectl'] as const;

export type Binaries = Readonly<Record<(typeof names)[number], string>>;

/**
 * The paths of the programs. Builds missing ones for this go.sum, in about five minutes on two cores.
 *
 * setup-envtest provides etcd, kube-apiserver and kubectl but no kube-controller-manager: programs that
 * KUBEBUILDER_ASSETS lacks are built at the version of the Go module.
 */
export async function controlPlaneBinaries(): Promise<Binaries> {
  const assets = process.env['KUBEBUILDER_ASSETS'];
  const own = await cachedBinaries();
  const pathOf = (name: string): string => {
    const given = assets === undefined ? undefined : join(assets, name);
    return given !== undefined && existsSync(given) ? given : join(own, name);
  };
  const found = {
    etcd: pathOf('etcd'),
    'kube-apiserver': pathOf('kube-apiserver'),
    'kube-controller-manager': pathOf('kube-controller-manager'),
    kubectl: pathOf('kubectl'),
  };
  const missing = names.filter((name) => !existsSync(found[name]));
  if (missing.length > 0) await build(own, missing);
  return found;
}

async function cachedBinaries(): Promise<string> {
  const hash = createHash('sha256');
  for (const file of ['go.mod', 'go.sum', 'etcd/main.go']) hash.update(await readFile(join(moduleDirectory, file)));
  hash.update(`${process.platform} ${process.arch}`);
  return join(cacheDirectory(), 'control-plane', hash.digest('hex').slice(0, 16));
}

/** Builds into a separate directory and moves each program into place, so that an interrupted build leaves nothing. */
async function build(directory: string, missing: readonly string[]): Promise<void> {
  await mkdir(dirname(directory), { recursive: true });
  const partial = await mkdtemp(`${directory}-`);
  try {
    console.error(`building ${missing.join(', ')} (once; about five minutes) …`);
    const packages = missing.map((name) => (name === 'etcd' ? './etcd' : `k8s.io/kubernetes/cmd/${name}`));
    await execa(
      'nice',
      ['go', 'build', '-trimpath', '-ldflags', await linkerFlags(), '-o', `${partial}/`, ...packages],
      {
        cwd: moduleDirectory,
        env: { CGO_ENABLED: '0', GOFLAGS: `-mod=readonly -p=${availableParallelism()}`, GOWORK: 'off' },
      },
    );
    await mkdir(directory, { recursive: true });
    for (const name of missing) await rename(join(partial, name), join(directory, name));
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

/**
 * Without these a server reports v0.0.0, and features that depend on the version (Pod Security, feature gates) fail.
 */
async function linkerFlags(): Promise<string> {
  const goMod = await readFile(join(moduleDirectory, 'go.mod'), 'utf8');
  const version = /k8s\.io\/kubernetes (v(\d+)\.(\d+)\.\d+)/.exec(goMod);
  if (version === null) throw new Error(`${moduleDirectory}/go.mod requires no k8s.io/kubernetes`);
  const variables = { gitVersion: version[1], gitMajor: version[2], gitMinor: version[3] };
  return [
    '-s -w',
    ...Object.entries(variables).map(([name, value]) => `-X k8s.io/component-base/version.${name}=${value}`),
  ].join(' ');
}
