// The output of older commits of this project, rendered by their own sources.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Given } from '../../src/answers/resolve.ts';
import type { Files } from '../../src/repo/files.ts';
import { cache } from '../generate.ts';

/** From the first days, from before charts and several kinds, from the first record, and from a week later. */
export const olderCommits = ['2c587d7', '2f8b15f', '3c4465b', 'd0a5cfc'] as const;

/** Renders answers as that commit did. */
export type Render = (given: Given) => Files;

/** @throws if the commit is missing in this clone */
export async function rendererOf(commit: string): Promise<Render> {
  const folder = sourcesOf(commit);
  const module = (file: string) => import(path.join(folder, file));
  const [{ resolveAnswers }, { scaffold }, { readTemplates }]: readonly [
    { readonly resolveAnswers: (given: Given, how: { readonly defaults: true }) => unknown },
    { readonly scaffold: (answers: unknown, templates: Files) => Files },
    { readonly readTemplates: (folder: string) => Files },
  ] = await Promise.all([
    module('src/answers/resolve.ts'),
    module('src/scaffold/scaffold.ts'),
    module('src/scaffold/templates.ts'),
  ]);
  const templates = readTemplates(path.join(folder, 'templates'));
  return (given) => scaffold(resolveAnswers(given, { defaults: true }), templates);
}

function sourcesOf(commit: string): string {
  const folder = path.join(cache, 'older', commit);
  if (existsSync(folder)) return folder;
  const part = `${folder}.part`;
  rmSync(part, { recursive: true, force: true });
  mkdirSync(part, { recursive: true });
  const tar = gitArchive(commit);
  execFileSync('tar', ['-x', '-C', part], { input: tar });
  renameSync(part, folder);
  return folder;
}

function gitArchive(commit: string): Buffer {
  try {
    return execFileSync('git', ['archive', commit, 'src', 'templates', 'package.json'], {
      cwd: path.dirname(cache),
      maxBuffer: 1 << 30,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  } catch (cause) {
    throw new Error(`${commit} is not in this clone: run \`git fetch --unshallow\`.`, { cause });
  }
}
