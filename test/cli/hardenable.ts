// A git repository with two safe fixes in two files, and two decisions.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { emptyFolder } from './run.ts';

export const pod =
  'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: a # mine\n  namespace: a\nspec:\n  template:\n    spec:\n      containers:\n        - name: c\n          image: "a:1"\n';
export const dockerfile = 'FROM scratch\nCOPY a /a\nENTRYPOINT ["/a"]\n';

/** The rules with findings in these tests. */
export const only = ['--only', 'no-service-links,no-image-health-check,always-pull-image,no-shared-processes'];

/** The answers that the repository does not show, so that no question appears for them. */
export const answered = [
  '--group',
  'a.dev',
  '--kind',
  'A',
  '--owns',
  'ConfigMap',
  '--scope',
  'cluster',
  '--repository',
  'a/a',
];

export const hardened = {
  Dockerfile: dockerfile.replace('ENTRYPOINT', 'HEALTHCHECK NONE\nENTRYPOINT'),
  'pod.yaml': `${pod}      enableServiceLinks: false\n`,
};

/** Creates the repository, in a folder that is removed after the test. */
export function hardenable(more: Readonly<Record<string, string>> = {}): string {
  const folder = emptyFolder();
  fill(folder, { Dockerfile: dockerfile, 'pod.yaml': pod, ...more });
  return folder;
}

/** Writes files into a folder and commits them. */
export function fill(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  }
  const git = (...words: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.dev', ...words], { cwd: folder });
  git('init', '--quiet', '--template=');
  git('add', '.');
  git('commit', '--quiet', '--message', 'a');
}
