// A file that a flag names, written over the one of yesterday.
import path from 'node:path';
import { UserError } from '../errors.ts';
import { readText } from '../repo/read-file.ts';
import { inspectTarget } from '../repo/target.ts';
import { writeFiles } from '../repo/write.ts';

/**
 * As a shell would, a file of yesterday is replaced; but whole or not at all, and through no link.
 *
 * @param flag that named it, for the message
 * @param most as long as such a file may be
 */
export function writeOver(file: string, text: string, flag: string, most: number): void {
  const target = inspectTarget(path.dirname(file));
  const name = path.basename(file);
  const there = readText(file, { most });
  if (there.why !== undefined && there.code !== 'ENOENT')
    throw new UserError(`--${flag} ${file} cannot be written: it ${there.why}.`, { status: 3 });
  writeFiles(target, new Map([[name, text]]), new Map(there.why === undefined ? [[name, there.content]] : []));
}
