// This repository before the judges of workflows that it asks of others.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { judge } from './setup.ts';

const root = path.resolve(import.meta.dirname, '../..');
const workflows = readdirSync(path.join(root, '.github', 'workflows')).map((file) => `.github/workflows/${file}`);

test('zizmor finds nothing in the workflows and the bots', () =>
  accepts('zizmor', ['--offline', '--persona=auditor', '--no-progress', '.github']));

test('actionlint finds nothing in the workflows', () => accepts('actionlint', workflows));

test.each<readonly [schema: string, file: string]>([
  ['vendor.dependabot', '.github/dependabot.yml'],
  ...workflows.map((file) => ['vendor.github-workflows', file] as const),
])('%s is the schema of %s', (schema, file) => accepts('check-jsonschema', ['--builtin-schema', schema, file]));

async function accepts(name: string, words: readonly string[]): Promise<void> {
  const { exitCode, all } = await execa(judge(name), words, { cwd: root, all: true, reject: false });
  expect(exitCode, all).toBe(0);
}
