// The output of hack/cluster.sh allows the API server whether an engine sees a packet before or after its translation.
import { execa } from 'execa';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { controlPlaneBinaries } from '../../control-plane/binaries.ts';
import { startControlPlane, type ControlPlane } from '../../control-plane/control-plane.ts';
import { manifests } from '../../control-plane/kubernetes.ts';
import { until } from '../../control-plane/until.ts';
import { customResourceDefinitions } from '../installation.ts';
import { proven } from '../repositories.ts';
import { subjectOf } from '../subject.ts';
import { startNode, type Egress, type Node, type Sees, type Socket } from './node.ts';

let plane: ControlPlane;
let node: Node;
/** The rules for the Service and for the endpoints. */
let egress: readonly [Egress, Egress];
let service: Socket;
let endpoint: Socket;

beforeAll(async () => {
  plane = await startControlPlane();
  egress = parse(await written()).spec.egress;
  [service, endpoint] = [socketOf(egress[0]), socketOf(egress[1])];
  node = await startNode(plane.directory, service, endpoint);
});
afterAll(async () => {
  await node?.stop();
  await plane.stop();
});

const asked = 'the address that was asked for';
const translated = 'the address after translation';

test('without a policy the Pod reaches the API server by its Service and by its endpoint', async () => {
  expect([await node.reaches(service), await node.reaches(endpoint)]).toEqual([true, true]);
});

test.each<readonly [Sees]>([[asked], [translated]])(
  'an engine that sees %s lets the Pod reach the API server, and nothing else',
  async (sees) => {
    await node.enforce(sees, egress);
    expect(await node.reaches(service)).toBe(true);
    expect(await node.reaches({ ...endpoint, port: endpoint.port - 1 })).toBe(false);
  },
);

// Shows why both rules are written.
test.each<readonly [Sees, 0 | 1, boolean]>([
  [asked, 0, true],
  [translated, 0, false],
  [asked, 1, false],
  [translated, 1, true],
])('with an engine that sees %s, rule %i alone is enough: %s', async (sees, rule, enough) => {
  await node.enforce(sees, [egress[rule]]);
  expect(await node.reaches(service)).toBe(enough);
});

// Its CRD stands in for Cilium.
test('with Cilium, a policy of its own names the API server as an entity', async () => {
  const names = { plural: 'ciliumnetworkpolicies', singular: 'ciliumnetworkpolicy', kind: 'CiliumNetworkPolicy' };
  const schema = { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } };
  await plane.admin.create(customResourceDefinitions, {
    metadata: { name: `${names.plural}.cilium.io` },
    spec: {
      group: 'cilium.io',
      names,
      scope: 'Namespaced',
      versions: [{ name: 'v2', served: true, storage: true, schema }],
    },
  });
  await until('Cilium is known', async () => (await plane.admin.find('/apis/cilium.io/v2')) !== undefined);
  const [policy, ofCilium] = manifests(await written());
  expect(policy).toMatchObject({ kind: 'NetworkPolicy', spec: { egress } });
  expect(ofCilium).toMatchObject({ kind: names.kind, spec: { egress: [{ toEntities: ['kube-apiserver'] }] } });
});

/** The output of hack/cluster.sh. */
async function written(): Promise<string> {
  const { kubectl } = await controlPlaneBinaries();
  const script = path.join(subjectOf(proven['default'] ?? {}).folder, 'hack', 'cluster.sh');
  const PATH = `${path.dirname(kubectl)}:${process.env['PATH'] ?? ''}`;
  const { stdout } = await execa('sh', [script], { env: { PATH, KUBECONFIG: plane.adminKubeconfig } });
  return stdout;
}

function socketOf({ to: [block], ports: [port] }: Egress): Socket {
  return { address: block?.ipBlock.cidr.split('/')[0] ?? '', port: port?.port ?? 0 };
}
