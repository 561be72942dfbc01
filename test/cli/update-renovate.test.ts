// The example for Renovate: its tasks run unchanged in a clone like that of Renovate. The forge and `npx` are replaced:
// git serves a folder, and the built program stands for the version of npx.
import { execFileSync } from 'node:child_process';
import { appendFileSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { commit, fromOlder, git } from './committed.ts';
import { cli, emptyFolder } from './run.ts';

const root = path.resolve(import.meta.dirname, '../..');
const { packageRules } = JSON.parse(readFileSync(path.join(root, 'examples/renovate/default.json'), 'utf8'));
const recordFile = '.kube-secure-controller.lock.json';
const fields: Readonly<Record<string, string>> = { packageFile: recordFile, newVersion: '0.2.0', packageFileDir: '' };

/** The commands that Renovate compares with the allowed ones, with filled fields. */
const tasks: readonly string[] = packageRules[0].postUpgradeTasks.commands.map((command: string) =>
  command.replaceAll(/\{\{\{(\w+)\}\}\}/g, (_, field: string) => fields[field] ?? `no such field: ${field}`),
);

test('docs/update.md allows exactly the tasks of the workflow', () => {
  const docs = readFileSync(path.join(root, 'docs/update.md'), 'utf8');
  const allowed = [...docs.matchAll(/^ {6}'(\^.+\$)',$/gm)].map(
    ([, text = '']) => new RegExp(text.replaceAll('\\\\', '\\')),
  );
  expect(tasks.map((task) => allowed.filter((one) => one.test(task)).length)).toEqual(tasks.map(() => 1));
  expect(allowed).toHaveLength(tasks.length);
  expect(allowed.filter((one) => one.test(`${tasks[0]}; id`))).toEqual([]);
});

test('in a clone without older texts, the tasks merge the text of the newer version with an edit', async () => {
  const origin = await fromOlder({ 'README.md': 'Old.' });
  appendFileSync(path.join(origin, 'README.md'), 'Mine.\n');
  commit(origin);
  git(origin, 'config', 'uploadpack.allowFilter', 'true');
  const clone = path.join(emptyFolder(), 'app');
  git(path.dirname(clone), 'clone', '--quiet', '--filter=blob:none', pathToFileURL(origin).href, clone);
  appendFileSync(path.join(clone, recordFile), ' '); // the version bump, which Renovate writes before its tasks run
  for (const task of tasks) {
    const [program = '', ...words] = task.trim().split(' ');
    if (program === 'npx') expect(await cli(words.slice(words.indexOf('update')), clone)).toMatchObject({ status: 0 });
    else execFileSync(program, words, { cwd: clone });
  }
  expect(readFileSync(path.join(clone, 'README.md'), 'utf8')).toMatch(/^(?!Old\.)[^]*Mine\.\n$/);
});
