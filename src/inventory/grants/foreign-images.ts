// Images that others build.
import { parseImage } from '../../formats/image-reference.ts';

/** Prefixes of images that only the owner of the name builds. */
const others: readonly string[] = [
  ...['k8s.io', 'k8s.gcr.io', 'registry.k8s.io', 'registry.k8s.gcr.io'],
  ...['kubebuilder', 'distroless'].map((owner) => `gcr.io/${owner}`),
  ...['jetstack', 'prometheus', 'brancz', 'coreos', 'kiwigrid'].map((owner) => `quay.io/${owner}`),
  ...['open-telemetry', 'fluxcd', 'kedacore'].map((owner) => `ghcr.io/${owner}`),
  ...[
    ...['alpine', 'bitnami', 'bitnamilegacy', 'curlimages', 'envoyproxy', 'grafana', 'hashicorp', 'istio'],
    ...['jaegertracing', 'library', 'otel', 'prom', 'rancher'],
  ].flatMap((owner) => [`${owner}/`, `docker.io/${owner}/`]),
];

/** An image that this repository does not build. */
export function isForeign({ image }: { readonly image: string }): boolean {
  if (image === '') return false;
  const parsed = parseImage(image);
  const isLibrary = parsed !== undefined && parsed.registry === 'docker.io' && parsed.name.startsWith('library/');
  return (
    others.some((start) => image.startsWith(start)) ||
    (isLibrary &&
      ['busybox', 'alpine', 'debian', 'ubuntu', 'nginx', 'redis', 'postgres'].includes(
        parsed.name.slice('library/'.length),
      ))
  );
}
