// The release of this package that generated repositories run in their CI, by the digest of its archive.

/** A release, as `npm view create-kube-secure-controller@VERSION version dist.integrity` shows it. */
export interface Published {
  readonly version: string;
  /** `sha512-` and the digest in base64. */
  readonly integrity: string;
}

/**
 * Undefined until there is a release: otherwise each generated repository would run the package of the first person who
 * takes the name on npm. After that it is a release before this one, because no archive can contain its own digest.
 */
export const published: Published | undefined = undefined;
