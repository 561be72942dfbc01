// Finds what the recorded version wrote: a text counts only where its blob id is the recorded one.
import { blobIdOf } from '../formats/blob-id.ts';
import type { Files } from '../repo/files.ts';

/** Gives the texts that it has for some paths, whose ids are wanted. What it gives is not trusted. */
export type BaseSource = (wanted: ReadonlyMap<string, string>) => Files | Promise<Files>;

export interface Base {
  readonly files: Files;
  /** Recorded paths whose text no source has. */
  readonly unproven: ReadonlySet<string>;
}

/**
 * Asks one source after the other for what the ones before did not have.
 *
 * @param recorded the blob id of each file as it was written, by path
 */
export async function findBase(recorded: ReadonlyMap<string, string>, sources: readonly BaseSource[]): Promise<Base> {
  const files = new Map<string, string>();
  for (const source of sources) {
    const wanted = new Map([...recorded].filter(([path]) => !files.has(path)));
    if (wanted.size === 0) break;
    const found = await source(wanted);
    for (const [path, id] of wanted) {
      const text = found.get(path);
      if (text !== undefined && blobIdOf(text) === id) files.set(path, text);
    }
  }
  return { files, unproven: new Set([...recorded.keys()].filter((path) => !files.has(path))) };
}
