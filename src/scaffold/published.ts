// The release of this package that generated repositories run in their CI, by the digest of its archive.

/** A release, as `npm view create-kube-secure-controller@VERSION version dist.integrity` shows it. */
export interface Published {
  readonly version: string;
  /** `sha512-` and the digest in base64. */
  readonly integrity: string;
}

/**
 * Undefined until there is a release: whoever takes the name on npm first would be run by each generated repository. From
 * then on it is a release before this one, as no archive holds its own digest.
 */
export const published: Published | undefined = undefined;
