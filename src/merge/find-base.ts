// Finds the text that the recorded version wrote: a text counts only if its blob id is the recorded one.
import { blobIdOf } from '../formats/blob-id.ts';
import type { Files } from '../repo/files.ts';

/** Gives its texts for some paths, whose ids are wanted. The result is checked. */
export type BaseSource = (wanted: ReadonlyMap<string, string>) => Files | Promise<Files>;

export interface Base {
  readonly files: Files;
  /** Recorded paths for which no source has the text. */
  readonly unproven: ReadonlySet<string>;
}

/**
 * Asks one source after the other for the texts that the earlier ones did not have.
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
