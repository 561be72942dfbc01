// A repository in memory.

/** Text by path, with `/` on every platform. */
export type Files = ReadonlyMap<string, string>;
