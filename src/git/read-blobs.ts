// Texts that the repository of a user keeps, by their ids.
import { outputOf } from './answer.ts';
import { withRepository } from './open-repository.ts';

/**
 * The texts of the blobs that are there, by id; nothing of the others, and none is fetched.
 *
 * @throws UserError with status 3 where git cannot read them: that is not the same as not having them
 */
export async function readBlobs(root: string, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const words = ['cat-file', '--batch'];
  const answer = await withRepository(root, ({ git }) => git(words, ids.map((id) => `${id}\n`).join('')));
  const output = answer === undefined ? Buffer.alloc(0) : outputOf(answer, words);
  const texts = new Map<string, string>();
  for (let at = 0; at < output.length; ) {
    const end = output.indexOf('\n', at);
    const [id = '', type, size = '0'] = output.subarray(at, end).toString().split(' ');
    at = end + 1;
    if (type !== 'blob') continue;
    texts.set(id, output.subarray(at, at + Number(size)).toString());
    at += Number(size) + 1;
  }
  return texts;
}
