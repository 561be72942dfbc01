// Keeps two runs from writing into one directory at once.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../errors.ts';
import { stagePrefix } from './stage.ts';
import { codeOf } from './target.ts';

/**
 * Holds a directory until it is released. What a killed run left is taken over.
 *
 * @throws UserError with status 1 when another process holds it
 */
export function lockFolder(folder: string): { readonly release: () => void } {
  const file = path.join(folder, `${stagePrefix}lock`);
  if (!take(file)) {
    const holder = Number(readIfThere(file));
    if (isAlive(holder))
      throw new UserError(
        `Process ${holder} is writing into ${folder} (${file} says so). Nothing was written; try again when it is done.`,
        { status: 1 },
      );
    rmSync(file, { force: true });
    if (!take(file))
      throw new UserError(`Somebody else is writing into ${folder}. Nothing was written; try again.`, { status: 1 });
  }
  return { release: () => rmSync(file, { force: true }) };
}

function take(file: string): boolean {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    rmSync(file, { force: true });
    throw error;
  }
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** Signal 0 only asks; EPERM says that the process is there and is another user's. */
function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}
