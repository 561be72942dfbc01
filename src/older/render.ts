// Runs a release of this package again to write its files, with access to only two folders of its own.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';
import { UserError } from '../errors.ts';
import type { Files } from '../repo/files.ts';
import { readRepository } from '../repo/read.ts';
import { whyUnsafe } from '../repo/safe-path.ts';
import { holdSignals } from '../repo/signals.ts';
import { withTemporaryFolder } from '../repo/temporary-folder.ts';

/**
 * The output of a release. Its archive must be verified before, because its code runs. Node.js keeps the code from
 * every file of the user, from other programs, threads and native code. Before version 25 Node.js cannot keep it from
 * the network.
 *
 * @param release the files of its archive, by their path below the package
 * @param yoRc the text of .yo-rc.json with its answers
 * @throws UserError with status 3 if the archive contains an unsafe path, or the release writes nothing
 */
export async function renderWith(release: ReadonlyMap<string, Uint8Array>, yoRc: string): Promise<Files> {
  for (const file of release.keys()) {
    const why = whyUnsafe(file, false);
    if (why !== undefined) throw failed(`its archive has a file ${JSON.stringify(file)}, which ${why}.`);
  }
  return withTemporaryFolder('older', (folder) => renderIn(folder, release, yoRc));
}

async function renderIn(folder: string, release: ReadonlyMap<string, Uint8Array>, yoRc: string): Promise<Files> {
  const [code, work] = [path.join(folder, 'package'), path.join(folder, 'work')];
  unpack(code, release);
  // Ends the search for a surrounding repository: the release must not read above this folder.
  mkdirSync(path.join(work, '.git'), { recursive: true });
  writeFileSync(path.join(work, 'answers.json'), yoRc);
  const words = [path.join(code, 'bin/create-kube-secure-controller.js'), 'written', '--answers', 'answers.json'];
  const running = execa(process.execPath, [...rights(code, work), ...words, '--yes'], {
    cwd: work,
    env: { SystemRoot: process.env['SystemRoot'] },
    extendEnv: false,
    stdin: 'ignore',
    stdout: 'ignore',
    timeout: 60_000,
    cleanup: false,
    reject: false,
  });
  const held = holdSignals(() => running.kill('SIGKILL'));
  const { exitCode, stderr } = await running;
  void held.release();
  if (exitCode !== 0 || !existsSync(path.join(work, 'written'))) throw failed('it said', stderr.trim().split('\n'));
  return readRepository(path.join(work, 'written')).files;
}

/** A path that the system refuses is a fault of the archive: a name that is too long, or a file that is also a folder. */
function unpack(code: string, release: ReadonlyMap<string, Uint8Array>): void {
  for (const [file, bytes] of release) {
    try {
      mkdirSync(path.dirname(path.join(code, file)), { recursive: true });
      writeFileSync(path.join(code, file), bytes);
    } catch (error) {
      const why = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
      throw failed(`its archive has a file ${JSON.stringify(file.slice(0, 200))} that cannot be written (${why}).`);
    }
  }
}

/** https://nodejs.org/api/permissions.html */
function rights(code: string, work: string): readonly string[] {
  const permission = process.allowedNodeEnvironmentFlags.has('--permission')
    ? '--permission'
    : '--experimental-permission';
  return [
    permission,
    '--no-warnings',
    `--allow-fs-read=${code}${path.sep}`,
    `--allow-fs-read=${work}${path.sep}`,
    `--allow-fs-write=${work}${path.sep}`,
  ];
}

function failed(why: string, said: readonly string[] = []): UserError {
  const lines = said.slice(0, 8).map((line) => `  ${line}`);
  return new UserError([`The recorded release could not write its files again: ${why}`, ...lines], { status: 3 });
}
