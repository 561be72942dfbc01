// The name of a text in git.
import { createHash } from 'node:crypto';

/** The id of a blob in a repository of git that hashes with SHA-1, as `git hash-object` prints it. */
export function blobIdOf(text: string): string {
  const bytes = Buffer.from(text);
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}

/** Whether a digest of the record belongs to a text: it is its blob id in git, or the SHA-256 of the first records. */
export function isTextOf(text: string, digest: string): boolean {
  return digest === blobIdOf(text) || digest === `sha256:${createHash('sha256').update(text).digest('hex')}`;
}
