// This repository passes the same scanners of workflows that it gives to others.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { judge } from './setup.ts';

const root = path.resolve(import.meta.dirname, '../..');
const workflows = ['.github/workflows', 'examples/organisation'].flatMap((folder) =>
  readdirSync(path.join(root, folder))
    .filter((file) => file.endsWith('.yml'))
    .map((file) => `${folder}/${file}`),
);

test('zizmor finds nothing in the workflows, the bot configurations and the action', () =>
  accepts('zizmor', ['--offline', '--persona=auditor', '--no-progress', '.github', 'action.yml', ...workflows]));

test('actionlint finds nothing in the workflows', () => accepts('actionlint', workflows));

test.each<readonly [schema: string, file: string]>([
  ['vendor.dependabot', '.github/dependabot.yml'],
  ['vendor.github-actions', 'action.yml'],
  ...workflows.map((file) => ['vendor.github-workflows', file] as const),
])('%s is the schema of %s', (schema, file) => accepts('check-jsonschema', ['--builtin-schema', schema, file]));

async function accepts(name: string, words: readonly string[]): Promise<void> {
  const { exitCode, all } = await execa(judge(name), words, { cwd: root, all: true, reject: false });
  expect(exitCode, all).toBe(0);
}
