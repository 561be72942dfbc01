// Entrances of a cluster without a certificate.
import { fieldOf, itemsOf, textOf } from '../../formats/yaml/values.ts';
import { readManifest, type Manifest } from '../../inventory/manifests.ts';
import type { Sight } from '../rule.ts';
import { about, sightAt, unknownAt } from '../sight.ts';
import { nameOf } from './place.ts';
import { EACH, unreadOn } from './readings-at.ts';

/** An Ingress without TLS, and a Gateway that only listens to HTTP. */
export function plainEntrances(manifest: Manifest): readonly Sight[] {
  const { apiVersion, kind } = manifest;
  if (kind === 'Ingress') return [ofIngress(manifest)];
  return kind === 'Gateway' && apiVersion.startsWith('gateway.networking.k8s.io/') ? ofGateway(manifest) : [];
}

/** Annotations configure the load balancers of clouds and the controllers of certificates. */
function ofIngress(manifest: Manifest): Sight {
  const tls = readManifest(manifest, ['spec', 'tls']);
  const annotations = readManifest(manifest, ['metadata', 'annotations']);
  if (tls.state === 'unknown') return unknownAt(tls, nameOf(manifest), 'tls');
  const isPlain = itemsOf(tls).length === 0;
  const isTold = /cert|ssl|tls|https/i.test(JSON.stringify(annotations.value ?? ''));
  const isLocal = itemsOf(readManifest(manifest, ['spec', 'rules'])).some((rule) =>
    /(?:^|\.)(?:localhost|local|test|internal|localdev\.me|nip\.io|sslip\.io)$/.test(textOf(fieldOf(rule, 'host'))),
  );
  const isOpen = isPlain && !isTold && !isLocal;
  if (isOpen && annotations.state === 'unknown') return unknownAt(annotations, nameOf(manifest), 'annotations');
  return sightAt(tls, isOpen ? 'broken' : 'kept', about(nameOf(manifest), 'has no tls', 'spec.tls'));
}

/** A listener for HTTP next to one for HTTPS redirects to it. */
function ofGateway(manifest: Manifest): readonly Sight[] {
  const listeners = readManifest(manifest, ['spec', 'listeners']);
  const protocols = itemsOf(listeners).map((one) => textOf(fieldOf(one, 'protocol')));
  const unread = unreadOn(manifest, ['spec', 'listeners', EACH, 'protocol'], nameOf(manifest));
  if (unread.length > 0) return unread;
  const at = protocols.indexOf('HTTP');
  if (at === -1 || protocols.some((one) => one === 'HTTPS' || one === 'TLS')) return [];
  const said = about(nameOf(manifest), 'listens to HTTP alone', 'spec.listeners');
  return [sightAt(readManifest(manifest, ['spec', 'listeners', at]), 'broken', said)];
}
