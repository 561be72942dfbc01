// What is made when somebody asks for it, and not again.

/** The value of `make`, which is called at the first question. */
export function once<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
