// The files that the generator may rewrite in a repository that harden changed and that it did not make.
import { answersPath } from '../answers/document.ts';
import type { Given } from '../answers/resolve.ts';
import { blobIdOf } from '../formats/blob-id.ts';
import type { Files } from '../repo/files.ts';
import type { Repository } from '../repo/repository.ts';
import { isTextOf } from '../formats/blob-id.ts';
import { recordWith } from './remember.ts';

export interface Update {
  readonly files: Files;
  /** The files that harden wrote once and that stay as they are, with the reasons. */
  readonly left: readonly { readonly path: string; readonly why: string }[];
}

/**
 * Only whole files of harden that nobody has edited since; everything else belongs to its owner.
 *
 * @param hardened the digests of those files, from the record
 * @param given the known answers, which are kept
 */
export function updateOf(
  repository: Repository,
  reference: Repository,
  hardened: ReadonlyMap<string, string>,
  given: Given,
): Update {
  const looked = [...hardened].map(([path, digest]) => ({
    path,
    digest,
    text: reference.files.get(path),
    why: whyLeft(repository.files.get(path), reference.files.get(path), digest),
  }));
  const written = looked.flatMap(({ path, text, why }): (readonly [string, string])[] =>
    text === undefined || why !== undefined ? [] : [[path, text]],
  );
  const digests = new Map([...hardened, ...written.map(([path, text]) => [path, blobIdOf(text)] as const)]);
  const record = recordWith(repository.files.get(answersPath), given, digests);
  const files = new Map([...(record === undefined ? [] : [[answersPath, record] as const]), ...written]);
  return { files, left: looked.flatMap(({ path, why }) => (why === undefined ? [] : [{ path, why }])) };
}

function whyLeft(now: string | undefined, next: string | undefined, digest: string): string | undefined {
  if (now === undefined) return 'was taken away since';
  if (!isTextOf(now, digest)) return 'was edited since';
  return next === undefined ? 'is no longer written' : undefined;
}
