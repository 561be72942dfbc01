// A repository that grows: created by the built program, then `add owned`, then `add kind`; each stage is kept and
// compiled.
import { execa } from 'execa';
import { readFileSync } from 'node:fs';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { answersFromYoRc, answersPath } from '../../../src/answers/document.ts';
import { resolveAnswers } from '../../../src/answers/resolve.ts';
import { projectFrom } from '../../../src/scaffold/project.ts';
import { cache } from '../../generate.ts';
import { compile, type Subject } from './subject.ts';

const bin = path.resolve(import.meta.dirname, '../../../bin/create-kube-secure-controller.js');
const root = path.join(cache, 'cluster', 'grown');

/** As small as possible, so that the audit log shows only the addition. */
const created = ['--yes', '--no-events', '--no-leader-election', '--no-metrics'];

/** The stages in order, with the words of `add` that lead to them. */
export const stages = {
  created: [],
  'with-secret': ['owned', 'Secret'],
  'with-backup': ['kind', 'Backup', '--owns', 'Job'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type Stage = keyof typeof stages;

/** The output of `add` for this stage. */
export function planOf(stage: Stage): Promise<string> {
  return readFile(path.join(root, `${stage}.plan`), 'utf8');
}

/** The repository at a stage, with the answers of its record. */
export function subjectAt(stage: Stage): Subject {
  const folder = path.join(root, stage, 'grown');
  const { given } = answersFromYoRc(readFileSync(path.join(folder, answersPath), 'utf8'), answersPath);
  return {
    project: projectFrom(resolveAnswers(given, { defaults: true })),
    folder,
    programs: path.join(root, `${stage}.programs`),
  };
}

/** Runs `create` and `add` as users do, commits each stage, and builds it. */
export async function buildGrown(): Promise<void> {
  await rm(root, { recursive: true, force: true });
  await mkdir(root, { recursive: true });
  let before: string | undefined;
  for (const [stage, words] of Object.entries(stages) as readonly (readonly [Stage, readonly string[]])[]) {
    const folder = path.join(root, stage, 'grown');
    if (before === undefined) {
      await execa(process.execPath, [bin, folder, ...created]);
      await execa('git', ['init', '--quiet', folder]);
    } else {
      await cp(before, folder, { recursive: true });
      const { stdout } = await execa(process.execPath, [bin, 'add', ...words], { cwd: folder });
      await writeFile(path.join(root, `${stage}.plan`), stdout);
    }
    const author = ['-c', 'user.name=a', '-c', 'user.email=a@example.com'];
    await execa('git', ['add', '--all'], { cwd: folder });
    await execa('git', [...author, 'commit', '--quiet', '--message', stage], { cwd: folder });
    await compile(subjectAt(stage));
    before = folder;
  }
}
