// Texts of files in the history of a repository, by path: for repositories that name objects by SHA-256.
import { outputOf } from './answer.ts';
import { withRepository, type OpenRepository } from './open-repository.ts';
import { textsOf } from './texts-of.ts';

/**
 * Every text that each path had, as far back as this clone goes; nothing for a repository whose objects have ids by
 * SHA-1, because there the id is enough.
 */
export async function readHistory(
  root: string,
  paths: ReadonlySet<string>,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = await withRepository(root, async (repository) => {
    const format = await outputIn(repository, ['rev-parse', '--show-object-format']);
    if (format.toString().trim() !== 'sha256') return undefined;
    const prefix = repository.prefix === '' ? '' : `${repository.prefix}/`;
    const listed = (await outputIn(repository, ['rev-list', '--objects', 'HEAD'])).toString().split('\n');
    const wanted = listed.flatMap((line) => {
      const [id = '', place = ''] = [line.slice(0, 64), line.slice(65)];
      const path = place.startsWith(prefix) ? place.slice(prefix.length) : '';
      return paths.has(path) ? [{ id, path }] : [];
    });
    return { wanted, texts: await textsOf(repository, [...new Set(wanted.map(({ id }) => id))]) };
  });
  const history = new Map<string, string[]>();
  for (const { id, path } of found?.wanted ?? []) {
    const text = found?.texts.get(id);
    if (text !== undefined) history.set(path, [...(history.get(path) ?? []), text]);
  }
  return history;
}

async function outputIn({ git }: OpenRepository, words: readonly string[]): Promise<Buffer> {
  return outputOf(await git(words), words);
}
