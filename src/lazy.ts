// Values that are computed on the first request only.

/** The value of `make`, which the first request calls. */
export function lazy<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
