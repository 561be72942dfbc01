// Generated repositories that their user committed, for the tests of `update` and `add`.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { writtenDocument, writtenPath } from '../../src/scaffold/written.ts';
import { cli, emptyFolder, tree } from './run.ts';

export const git = (folder: string, ...words: readonly string[]): string =>
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...words], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });

export async function committed(...flags: readonly string[]): Promise<string> {
  const folder = path.join(emptyFolder(), 'app');
  await cli([folder, '--yes', ...flags], path.dirname(folder));
  git(path.dirname(folder), 'init', '--quiet', '--template=', folder);
  commit(folder);
  return folder;
}

export function commit(folder: string): void {
  git(folder, 'add', '--all');
  git(folder, 'commit', '--quiet', '--allow-empty', '--message', 'a commit');
}

/** Acts as if an older version had written another first line into some files, and the user had committed that. */
export async function fromOlder(older: Readonly<Record<string, string>>): Promise<string> {
  const folder = await committed();
  const files = new Map(Object.entries(tree(folder)).filter(([file]) => !file.startsWith('.git/')));
  for (const [file, line] of Object.entries(older)) {
    const text = `${line}\n${files.get(file) ?? ''}`;
    files.set(file, text);
    writeFileSync(path.join(folder, file), text);
  }
  const record = JSON.parse(writtenDocument(files));
  writeFileSync(path.join(folder, writtenPath), JSON.stringify({ ...record, generator: 'older@0.0.1' }));
  commit(folder);
  return folder;
}

/** Every file of the user, with its bytes as text. */
export function ownFiles(folder: string): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(tree(folder)).filter(([file]) => !/^\.git(?:\/|$)/.test(file)));
}
