// The name that git gives to a text.
import { createHash } from 'node:crypto';

/** The id of a blob in a repository of git that hashes with SHA-1, as `git hash-object` prints it. */
export function blobIdOf(text: string): string {
  const bytes = Buffer.from(text);
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}
