// The images in which the jobs of a GitLab pipeline run, and the digests that pin them: few, and each from the project
// that it is named after.
import type { Answers } from '../answers/index.ts';
import { build, type Digests } from './base-images.ts';
import { published } from './published.ts';

export interface CiImages extends Readonly<Record<Name, string>> {
  /** Whether all used images have a digest. */
  readonly pinned: boolean;
}

type Name = keyof typeof references;

const references = {
  /** The image of the build stage too, so that a project has only one of them to update. */
  rust: build,
  /** Builds each tool from its source, which Go checks against its public checksum database; it has git and curl. */
  go: 'docker.io/library/golang:1.26-trixie',
  /** Builds an image without root and without a privileged container. */
  buildkit: 'docker.io/moby/buildkit:v0.34.2-rootless',
  /** Node with npm and openssl, for `hack/tool.sh`. */
  node: 'docker.io/library/node:24-trixie',
} as const;

/** The references of one repository, for a request to a registry for their digests; GitHub's runners are no images. */
export function ciImageReferences({ ci }: Pick<Answers, 'ci'>, release = published): readonly string[] {
  if (ci !== 'gitlab') return [];
  const { node, ...always } = references;
  return [...Object.values(always), ...(release === undefined ? [] : [node])];
}

/** The images in a pipeline: with their digest if it is known. */
export function ciImagesFor(answers: Pick<Answers, 'ci'>, digests: Digests, release = published): CiImages {
  const pin = (name: Name): string => {
    const digest = digests.get(references[name]);
    return digest === undefined ? references[name] : `${references[name]}@${digest}`;
  };
  return {
    rust: pin('rust'),
    go: pin('go'),
    buildkit: pin('buildkit'),
    node: pin('node'),
    pinned: ciImageReferences(answers, release).every((reference) => digests.has(reference)),
  };
}
