// Finds a file on which git would wait without end: for example a pipe in place of one of its files.
import { lstatSync, readdirSync, statSync, type Dirent } from 'node:fs';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { readText } from '../repo/read-file.ts';

/**
 * The first file that git opens and that is not a regular one; undefined if there is none.
 *
 * At a pipe without a writer, git waits without end. Only a git that takes long is checked, because most runs end
 * before a check could.
 *
 * @param folders folders of git itself, in which it opens any file
 * @param top the root of the work tree, in which it opens the files with these names
 * @param isOver whether the answer is no longer needed
 */
export async function endlessFile(
  folders: readonly string[],
  top: string,
  isOver: () => boolean,
): Promise<string | undefined> {
  const places = [...folders, ...alternatesOf(folders)].map((folder) => ({ folder, isOfGit: true }));
  const left = [{ folder: top, isOfGit: false }, ...places];
  for (let one = left.pop(); one !== undefined && !isOver(); one = left.pop()) {
    const { folder, isOfGit } = one;
    for (const entry of entriesOf(folder)) {
      const file = path.join(folder, entry.name);
      if (entry.isDirectory()) {
        if (isOfGit || entry.name !== '.git') left.push({ folder: file, isOfGit });
      } else if ((isOfGit || opened.has(entry.name)) && isEndless(file)) return file;
    }
    await setImmediate();
  }
  return undefined;
}

const opened: ReadonlySet<string> = new Set(['.gitignore', '.gitattributes', '.gitmodules']);

/** The depth to which git follows them: https://git-scm.com/docs/gitrepository-layout (objects/info/alternates). */
const deepest = 5;
/** No real repository shares the objects of so many others. */
const most = 1000;

/** The further folders of objects, once each, even if they name one another. */
function alternatesOf(folders: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  let named = folders.map((folder) => path.join(folder, 'objects'));
  for (let depth = 0; depth < deepest; depth += 1) {
    const next = new Set(named.flatMap(namedIn));
    named = [...next].filter((objects) => !found.has(objects)).slice(0, most - found.size);
    for (const objects of named) found.add(objects);
  }
  return found;
}

function namedIn(objects: string): readonly string[] {
  const text = readText(path.join(objects, 'info/alternates'));
  if (text.why !== undefined) return [];
  const lines = text.content.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return lines.slice(0, most).map((line) => path.resolve(objects, line));
}

/** Also if a link leads to one. */
function isEndless(file: string): boolean {
  try {
    const stat = statSync(file);
    return !stat.isFile() && !stat.isDirectory();
  } catch {
    return false;
  }
}

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return lstatSync(folder).isDirectory() ? readdirSync(folder, { withFileTypes: true }) : [];
  } catch {
    return [];
  }
}
