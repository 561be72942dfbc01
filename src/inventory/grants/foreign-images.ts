// Images that others build.
import { parseImage } from '../../formats/image-reference.ts';

/** Registries and owners whose images nobody but they build. */
const others =
  /^(?:(?:registry\.)?k8s\.(?:io|gcr\.io)|gcr\.io\/(?:kubebuilder|distroless)|quay\.io\/(?:jetstack|prometheus|brancz|coreos|kiwigrid)|(?:docker\.io\/)?(?:bitnami|bitnamilegacy|library|rancher|alpine|curlimages|grafana|istio|envoyproxy|prom|jaegertracing|otel|hashicorp)\/|ghcr\.io\/(?:open-telemetry|fluxcd|kedacore))/;

/** An image that nothing here builds. */
export function isForeign({ image }: { readonly image: string }): boolean {
  if (image === '') return false;
  const parsed = parseImage(image);
  const isLibrary = parsed !== undefined && parsed.registry === 'docker.io' && parsed.name.startsWith('library/');
  return (
    others.test(image) ||
    (isLibrary &&
      ['busybox', 'alpine', 'debian', 'ubuntu', 'nginx', 'redis', 'postgres'].includes(
        parsed.name.slice('library/'.length),
      ))
  );
}
