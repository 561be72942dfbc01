// Writes a file that a flag names, over an existing one.
import path from 'node:path';
import { UserError } from '../errors.ts';
import { readText } from '../repo/read-file.ts';
import { inspectTarget } from '../repo/target.ts';
import { writeFiles } from '../repo/write.ts';

/**
 * Replaces an existing file as a shell would, but completely or not at all, and never through a link.
 *
 * @param flag the flag that named it, for the message
 * @param most the maximum length of such a file
 */
export function writeOver(file: string, text: string, flag: string, most: number): void {
  const target = inspectTarget(path.dirname(file));
  const name = path.basename(file);
  const there = readText(file, { most });
  if (there.why !== undefined && there.code !== 'ENOENT')
    throw new UserError(`--${flag} ${file} cannot be written: it ${there.why}.`, { status: 3 });
  writeFiles(target, new Map([[name, text]]), new Map(there.why === undefined ? [[name, there.content]] : []));
}
