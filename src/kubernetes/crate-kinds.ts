// Kinds of well-known crates of custom resources, by the path of their type.

import type { KindRecord } from './kinds-table.ts';

/** The kind of a type in a generated CRD crate: `kube_custom_resources_rs::cert_manager_io::v1::certificates::Certificate`. */
export function crateKind(written: readonly string[]): KindRecord | undefined {
  // Another crate may re-export it: `junction_api::kube::gateway_api::…::HTTPRoute`.
  const path = written.slice(
    Math.max(
      0,
      written.findIndex((name) => CRATES.has(name)),
    ),
  );
  const kind = path.at(-1) ?? '';
  if (path[0] === 'kube_custom_resources_rs' && path.length >= 5) {
    return {
      group: (path[1] ?? '').replaceAll('_', '.'),
      version: path[2] ?? '',
      kind,
      plural: path[3] ?? '',
      namespaced: !kind.startsWith('Cluster'),
    };
  }
  if (path[0]?.endsWith('gateway_api') === true) {
    const plural = GATEWAY_KINDS.get(kind);
    if (plural !== undefined)
      return {
        group: 'gateway.networking.k8s.io',
        version: 'v1',
        kind: kind === 'HttpRoute' ? 'HTTPRoute' : kind,
        plural,
        namespaced: plural !== 'gatewayclasses',
      };
  }
  return undefined;
}

/** Whether a crate with this name in the code has kinds that `crateKind` knows. */
export function isCrateOfKinds(name: string): boolean {
  return CRATES.has(name) || name.endsWith('gateway_api');
}

const CRATES = new Set(['kube_custom_resources_rs', 'gateway_api', 'k8s_gateway_api']);

const GATEWAY_KINDS: ReadonlyMap<string, string> = new Map([
  ['GatewayClass', 'gatewayclasses'],
  ['Gateway', 'gateways'],
  ['HTTPRoute', 'httproutes'],
  ['HttpRoute', 'httproutes'],
  ['GRPCRoute', 'grpcroutes'],
  ['GrpcRoute', 'grpcroutes'],
  ['TLSRoute', 'tlsroutes'],
  ['TlsRoute', 'tlsroutes'],
  ['TCPRoute', 'tcproutes'],
  ['TcpRoute', 'tcproutes'],
  ['UDPRoute', 'udproutes'],
  ['UdpRoute', 'udproutes'],
  ['ReferenceGrant', 'referencegrants'],
  ['BackendTLSPolicy', 'backendtlspolicies'],
]);
