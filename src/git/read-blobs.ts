// Texts that the repository of a user keeps, by their ids.
import { withRepository } from './open-repository.ts';

/** The texts of the blobs that are there, by id; nothing of the others, and none is fetched. */
export async function readBlobs(root: string, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const outcome = await withRepository(root, ({ git }) =>
    git(['cat-file', '--batch'], ids.map((id) => `${id}\n`).join('')),
  );
  const texts = new Map<string, string>();
  const output = outcome?.status === 0 ? outcome.stdout : Buffer.alloc(0);
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
