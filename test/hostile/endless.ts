// Files that never end or never start.
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Ends at once, so that the socket remains. */
const listens = 'require("node:net").createServer().listen(process.argv[1], () => process.reallyExit(0))';

/** Creates each in the place of a file. */
export const endless: Readonly<Record<string, (file: string) => void>> = {
  'a pipe that nobody writes into': (file) => execFileSync('mkfifo', [file]),
  'a link to /dev/zero': (file) => symlinkSync('/dev/zero', file),
  'a link to a pipe': (file) => {
    execFileSync('mkfifo', [`${file}-pipe`]);
    symlinkSync(`${file}-pipe`, file);
  },
  'a file of 1 GB without a byte in it': (file) => {
    writeFileSync(file, '');
    truncateSync(file, 1_000_000_000);
  },
  'a link to itself': (file) => symlinkSync(path.basename(file), file),
  'a socket that nobody serves': (file) => execFileSync(process.execPath, ['--eval', listens, file]),
  'a directory': (file) => mkdirSync(file),
};

/** Creates one, and replaces an existing file. */
export function put(kind: string, file: string): void {
  mkdirSync(path.dirname(file), { recursive: true });
  rmSync(file, { recursive: true, force: true });
  endless[kind]?.(file);
}
