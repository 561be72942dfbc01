// The texts of blobs, as `git cat-file --batch` hands them out.
import { mostBytes } from '../repo/read-file.ts';
import { outputOf } from './answer.ts';
import type { OpenRepository } from './open-repository.ts';

/**
 * The texts of the blobs that are there, by id; nothing of the others, and none is fetched. One that is longer than any file
 * that is read is left out, for a short object can hold a text of any length.
 *
 * @throws UserError with status 3 where git cannot read them: that is not the same as not having them
 */
export async function textsOf(
  { git }: Pick<OpenRepository, 'git'>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const words = ['cat-file', '--batch'];
  const short = await shortOf({ git }, ids);
  const output = outputOf(await git(words, short.map((id) => `${id}\n`).join('')), words);
  const texts = new Map<string, string>();
  for (let at = 0; at < output.length; ) {
    const end = output.indexOf('\n', at);
    const [id = '', type, size = '0'] = output.subarray(at, end).toString().split(' ');
    at = end + 1;
    if (type === 'missing') continue;
    if (type === 'blob') texts.set(id, output.subarray(at, at + Number(size)).toString());
    at += Number(size) + 1;
  }
  return texts;
}

async function shortOf({ git }: Pick<OpenRepository, 'git'>, ids: readonly string[]): Promise<readonly string[]> {
  const words = ['cat-file', '--batch-check'];
  const lines = outputOf(await git(words, ids.map((id) => `${id}\n`).join('')), words)
    .toString()
    .split('\n');
  return lines.flatMap((line) => {
    const [id = '', type, size] = line.split(' ');
    return type === 'blob' && Number(size) <= 8 * mostBytes ? [id] : [];
  });
}
