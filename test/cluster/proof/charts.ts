// The charts of a subject, installed by Helm in place of `kubectl apply --kustomize`.
import path from 'node:path';
import { execa } from 'execa';
import { judge } from '../../judges/setup.ts';
import type { ControlPlane } from '../control-plane/control-plane.ts';
import type { Subject } from './subject.ts';

export type Chart = 'controller' | 'crd';

/** The path of a chart, and the name of its release. */
export function chartOf({ project, folder }: Subject, chart: Chart) {
  const name = chart === 'crd' ? `${project.name}-crd` : project.name;
  const namespace = chart === 'crd' ? 'default' : project.installNamespace;
  return { release: name, place: path.join(folder, 'charts', name), words: ['--namespace', namespace] };
}

/** What `helm template` prints, in the version of the control plane. */
export async function renderedChart(subject: Subject, chart: Chart, ...words: readonly string[]): Promise<string> {
  const { release, place, words: own } = chartOf(subject, chart);
  const all = ['template', release, place, ...own, '--kube-version', '1.36.0', ...words];
  return (await execa(judge('helm'), all)).stdout;
}

/**
 * `helm upgrade --install`, into a namespace that may exist. Hooks are skipped: Helm would wait for their Jobs, and no
 * kubelet runs them here.
 */
export async function installChart(plane: ControlPlane, subject: Subject, chart: Chart, ...words: readonly string[]) {
  const { release, place, words: own } = chartOf(subject, chart);
  // The processes of the proof are on loopback, where NetworkPolicies do not apply.
  const addresses = chart === 'controller' ? ['--set', 'apiServer.cidrs={192.0.2.1/32}'] : ['--take-ownership'];
  await helm(plane, ['upgrade', '--install', '--no-hooks', release, place, ...own, ...addresses, ...words]);
}

/** Helm as the administrator of a control plane. */
export async function helm(plane: ControlPlane, words: readonly string[]): Promise<string> {
  const { all } = await execa(judge('helm'), words, { env: helmEnvironment(plane), all: true });
  return all;
}

/** The environment with which Helm and hack/cluster.sh find the control plane. */
export function helmEnvironment({ adminKubeconfig, directory }: ControlPlane): Readonly<Record<string, string>> {
  return { KUBECONFIG: adminKubeconfig, HOME: directory, PATH: `${directory}:${process.env['PATH'] ?? ''}` };
}
