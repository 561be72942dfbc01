// Finds the git to start: one of this machine, never one from a repository.
import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { gitFolderOf } from '../repo/git-folder.ts';

/**
 * The path of git; undefined if there is none that may be started.
 *
 * `npm exec` puts the `node_modules/.bin` of the working directory, and of each folder above, in front of all others; some
 * people have a relative folder in their PATH; and Windows looks into the working directory first. Each would start a
 * program that the repository holds.
 *
 * @param places the judged directories
 * @param started the directory in which this program was started: often a judged one, else any folder, which may
 * contain git
 */
export function findGit(
  places: readonly string[],
  started = process.cwd(),
  environment: NodeJS.ProcessEnv = process.env,
): string | undefined {
  const judged = [...places.map((place) => topOf(place) ?? path.resolve(place)), topOf(started) ?? '']
    // The judged directory is not the whole machine.
    .filter((folder) => folder !== path.dirname(folder) && folder !== '')
    .map(real);
  const names = process.platform === 'win32' ? ['git.exe'] : ['git'];
  return (environment['PATH'] ?? '')
    .split(path.delimiter)
    .filter((folder) => path.isAbsolute(folder) && !isOfModules(folder))
    .flatMap((folder) => names.map((name) => path.join(folder, name)))
    .find((file) => isProgram(file) && !judged.some((folder) => isIn(real(file), folder) || isIn(file, folder)));
}

function topOf(place: string): string | undefined {
  return gitFolderOf(path.resolve(place))?.top;
}

/** A program of a package, in any folder. */
function isOfModules(folder: string): boolean {
  return folder.split(path.sep).includes('node_modules');
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

function isIn(file: string, folder: string): boolean {
  const way = path.relative(folder, file);
  return way !== '' && way.split(path.sep)[0] !== '..' && !path.isAbsolute(way);
}

function real(place: string): string {
  try {
    return realpathSync(place);
  } catch {
    return place;
  }
}
