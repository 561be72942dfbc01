// The texts of blobs, from `git cat-file --batch`.
import { mostBytes } from '../repo/read-file.ts';
import { outputOf } from './answer.ts';
import type { OpenRepository } from './open-repository.ts';

/**
 * The texts of the existing blobs, by id; nothing for the others, and git fetches none. A text that is longer than any
 * file which is read is left out, because a short object can contain a text of any length.
 *
 * @throws UserError with status 3 if git cannot read them: that is not the same as missing
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
