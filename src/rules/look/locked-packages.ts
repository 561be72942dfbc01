// The packages of a Cargo.lock.

export interface Locked {
  readonly name: string;
  readonly version: string;
  /** Undefined for a package of the repository. */
  readonly source: string | undefined;
  /** The names of its dependencies. */
  readonly needs: readonly string[];
}

export function packagesIn(lock: string): readonly Locked[] {
  return lock
    .split(/^\[\[package\]\]\s*$/m)
    .slice(1)
    .map((block) => ({
      name: /^name = "(.*)"/m.exec(block)?.[1] ?? '',
      version: /^version = "(.*)"/m.exec(block)?.[1] ?? '',
      source: /^source = "(.*)"/m.exec(block)?.[1],
      needs: [...(/^dependencies = \[([^\][]*)\]/m.exec(block)?.[1] ?? '').matchAll(/"([^" ]+)/g)].map(
        ([, name = '']) => name,
      ),
    }));
}
