// Reads a directory into memory; what it leaves out it names, with the reason.
import { readdirSync, readFileSync, statSync, type Dirent } from 'node:fs';
import path from 'node:path';
import { UserError } from '../errors.ts';
import { stagePrefix } from './stage.ts';
import { repositoryOf, type Repository, type Skipped } from './repository.ts';

/** No file that a person writes is longer; what is, is generated or data. */
const mostBytes = 1_048_576;

/** Folders of tools and of other people's code. */
export const notOurs: ReadonlySet<string> = new Set(['.git', '.hg', '.svn', 'target', 'node_modules', 'vendor', '.terraform', '.venv', 'dist']);

/**
 * The text files below `root`. Symbolic links are never followed: one that points out of the tree would be read, and
 * perhaps edited, in a place that nobody named.
 *
 * @throws UserError when `root` is no directory or cannot be listed
 */
export function readRepository(root: string): Repository {
  const files: [string, string][] = [];
  const skipped: Skipped[] = [];
  assertDirectory(root);
  for (const entry of walk(root, '', skipped)) {
    const text = readText(path.join(root, entry));
    if (text.why === undefined) files.push([entry, text.content]);
    else skipped.push({ path: entry, why: text.why });
  }
  return repositoryOf(files, skipped);
}

function assertDirectory(root: string): void {
  const stat = statSync(root, { throwIfNoEntry: false });
  if (stat?.isDirectory()) return;
  const why = stat === undefined ? 'does not exist' : 'is not a directory';
  throw new UserError(`"${root}" ${why}. Name the root of a repository.`, { status: 2 });
}

function* walk(root: string, folder: string, skipped: Skipped[]): Generator<string> {
  for (const entry of entriesOf(root, folder, skipped)) {
    const below = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.name.startsWith(stagePrefix)) skipped.push({ path: below, why: 'is on its way, or was left behind by a run that was killed' });
    else if (entry.isSymbolicLink()) skipped.push({ path: below, why: 'is a symbolic link' });
    else if (entry.isDirectory() && notOurs.has(entry.name)) skipped.push({ path: below, why: 'holds what tools wrote or others own' });
    else if (entry.isDirectory()) yield* walk(root, below, skipped);
    else if (entry.isFile()) yield below;
    else skipped.push({ path: below, why: 'is neither a file nor a directory' });
  }
}

function entriesOf(root: string, folder: string, skipped: Skipped[]): readonly Dirent[] {
  try {
    return readdirSync(path.join(root, folder), { withFileTypes: true });
  } catch (cause) {
    if (folder === '') throw new UserError(`"${root}" cannot be listed: ${reason(cause)}.`, { status: 3, cause });
    skipped.push({ path: folder, why: `cannot be listed: ${reason(cause)}` });
    return [];
  }
}

type Text = { readonly content: string; readonly why?: undefined } | { readonly why: string };

function readText(file: string): Text {
  try {
    if (statSync(file).size > mostBytes) return { why: `is longer than ${mostBytes} bytes` };
    const bytes = readFileSync(file);
    if (bytes.subarray(0, 8000).includes(0)) return { why: 'is binary' };
    return { content: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch (cause) {
    return { why: cause instanceof TypeError ? 'is not UTF-8' : `cannot be read: ${reason(cause)}` };
  }
}

function reason(cause: unknown): string {
  return cause instanceof Error ? cause.message.replace(/,.*$/s, '') : String(cause);
}
