// The commit that a release pushes, created by the script of the workflow in a clone of the tracked files.
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { packBoth } from '../../scripts/pack.js';

const root = path.resolve(import.meta.dirname, '../..');

interface Workflow {
  readonly jobs: Readonly<
    Record<string, { readonly steps: readonly { readonly id?: string; readonly run?: string }[] }>
  >;
}

/**
 * Runs the step `tag` of release.yml. `gh`, which only gives git the token there, is a stub.
 *
 * @param folder an empty one
 * @returns a bare repository that has the tag, and the tag
 */
export function released(folder: string): { readonly origin: string; readonly tag: string } {
  const [clone, origin, tools] = ['clone', 'origin.git', 'tools'].map((name) => path.join(folder, name)) as [
    string,
    string,
    string,
  ];
  const git = (...words: readonly string[]) => execFileSync('git', words, { cwd: clone, encoding: 'utf8' });
  for (const file of execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' })
    .split('\0')
    .filter(Boolean))
    cpSync(path.join(root, file), path.join(clone, file));
  packBoth(path.join(clone, 'release'));
  execFileSync('git', ['init', '--quiet', '--bare', origin]);
  git('init', '--quiet');
  git('remote', 'add', 'origin', origin);
  git('add', '--all', '--', ':!release');
  git('-c', 'user.name=test', '-c', 'user.email=test@example.com', 'commit', '--quiet', '--message', 'main');
  mkdirSync(tools);
  writeFileSync(path.join(tools, 'gh'), '#!/bin/sh\n');
  chmodSync(path.join(tools, 'gh'), 0o755);
  const output = path.join(folder, 'output');
  execFileSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', scriptOf('tag')], {
    cwd: clone,
    env: { ...process.env, PATH: `${tools}:${process.env['PATH']}`, GITHUB_OUTPUT: output },
  });
  return { origin, tag: readFileSync(output, 'utf8').trim().replace('name=', '') };
}

function scriptOf(id: string): string {
  const { jobs }: Workflow = parse(readFileSync(path.join(root, '.github/workflows/release.yml'), 'utf8'));
  const step = Object.values(jobs)
    .flatMap(({ steps }) => steps)
    .find((one) => one.id === id);
  if (step?.run === undefined) throw new Error(`release.yml has no step ${id} that runs a script`);
  return step.run;
}
