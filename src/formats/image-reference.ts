// The name of an image, as Dockerfiles and manifests write it.
// The grammar: https://github.com/distribution/reference/blob/main/reference.go

export interface ImageReference {
  readonly registry: string;
  readonly name: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

const part = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const grammar = new RegExp(
  `^(?:((?:localhost|[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)+)(?::\\d+)?|[A-Za-z0-9-]+:\\d+)/)?(${part}(?:/${part})*)(?::(\\w[\\w.-]{0,127}))?(?:@(sha256:[0-9a-f]{64}))?$`,
);

/** Undefined if it contains a template or an argument. */
export function parseImage(text: string): ImageReference | undefined {
  const [whole, host = 'docker.io', path = '', tag, digest] = grammar.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const registry = host === 'index.docker.io' ? 'docker.io' : host;
  return { registry, name: registry === 'docker.io' && !path.includes('/') ? `library/${path}` : path, tag, digest };
}

/** The name of an image without its tag and digest; the port of a registry is not a tag. */
export function withoutTag(image: string): string {
  const name = image.lastIndexOf('/') + 1;
  const tag = image.slice(name).search(/[:@]/);
  return tag === -1 ? image : image.slice(0, name + tag);
}
