// The surroundings of a new repository: a Cargo workspace, a git repository.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { readText } from './read-file.ts';

export interface Around {
  /** The nearest workspace above whose members include every package below it, unless it excludes the folder. */
  readonly workspace: { readonly manifest: string; readonly exclude: string } | undefined;
  /** The root of the git repository that contains the directory. */
  readonly git: string | undefined;
}

/** @param folder an absolute path, which may not exist yet */
export function lookAround(folder: string): Around {
  const above = foldersAbove(folder);
  const git = [folder, ...above].find((one) => existsSync(path.join(one, '.git')));
  return { workspace: workspaceAbove(folder, above), git };
}

function workspaceAbove(folder: string, above: readonly string[]): Around['workspace'] {
  for (const one of above) {
    const manifest = path.join(one, 'Cargo.toml');
    const text = readText(manifest);
    if (text.why !== undefined || !declaresWorkspace(text.content)) continue;
    const exclude = path.relative(one, folder).replaceAll(path.sep, '/');
    return excludes(text.content, exclude) ? undefined : { manifest, exclude };
  }
  return undefined;
}

/** Whether a Cargo.toml makes its folder the root of a workspace. */
export function declaresWorkspace(manifest: string): boolean {
  return /^[ \t]*\[workspace[\].]/m.test(manifest);
}

function excludes(manifest: string, folder: string): boolean {
  const lists = manifest.split(/^[ \t]*exclude\b/m).slice(1);
  return lists.some((rest) => rest.slice(0, rest.indexOf(']')).includes(JSON.stringify(folder)));
}

/** The folders above this one, the nearest first. */
function foldersAbove(folder: string): readonly string[] {
  const parent = path.dirname(folder);
  return parent === folder ? [] : [parent, ...foldersAbove(parent)];
}
