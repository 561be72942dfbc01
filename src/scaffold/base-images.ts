// The base images of the Dockerfile, and the digests that pin them.
import type { Answers } from '../answers/index.ts';

export interface BaseImages {
  /** The text after FROM in the build stage. */
  readonly build: string;
  /** The text after FROM in the last stage. */
  readonly run: string;
  /** Whether both have a digest. */
  readonly pinned: boolean;
  /** Whether the last stage has neither a version nor a digest. */
  readonly moving: boolean;
}

/** `sha256:…` by image reference. */
export type Digests = ReadonlyMap<string, string>;

type Choice = Pick<Answers, 'baseImage' | 'libc'>;

// One builder for all: a glibc binary of Debian 13 runs on Wolfi's newer glibc, and Chainguard's free
// Rust image is `latest` only, which would move the compiler under rust-toolchain.toml.
export const build = 'docker.io/library/rust:1.95-slim-trixie';

const run = {
  distroless: { gnu: 'gcr.io/distroless/cc-debian13:nonroot', musl: 'gcr.io/distroless/static-debian13:nonroot' },
  chainguard: { gnu: 'cgr.dev/chainguard/glibc-dynamic:latest', musl: 'cgr.dev/chainguard/static:latest' },
} as const;

/** The references of one repository's base images, for a request to a registry for their digests. */
export function baseImageReferences({ baseImage, libc }: Choice): readonly string[] {
  return [build, run[baseImage][libc]];
}

/** The base images in the Dockerfile: with their digest if it is known. */
export function baseImagesFor({ baseImage, libc }: Choice, digests: Digests): BaseImages {
  const pin = (reference: string): string =>
    digests.has(reference) ? `${reference}@${digests.get(reference)}` : reference;
  const last = run[baseImage][libc];
  const pinned = digests.has(build) && digests.has(last);
  return { build: pin(build), run: pin(last), pinned, moving: last.endsWith(':latest') && !digests.has(last) };
}
