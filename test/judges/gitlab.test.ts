// The component of GitLab and the pipelines of generated repositories fit the schema that GitLab publishes, from
// check-jsonschema.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { afterAll, expect, test } from 'vitest';
import { resolveAnswers } from '../../src/answers/resolve.ts';
import { scaffold } from '../../src/scaffold/scaffold.ts';
import { templates } from '../generate.ts';
import { judge } from './setup.ts';

const component = path.resolve(import.meta.dirname, '../../examples/gitlab/templates/controller.yml');
const folder = mkdtempSync(path.join(tmpdir(), 'gitlab-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
/** The schema judges one document: the inputs, or the jobs below the line. */
const documents = readFileSync(component, 'utf8').split(/^---\n/m);

async function judged(text: string): Promise<{ readonly exitCode: number | undefined; readonly all: string }> {
  const file = path.join(folder, 'pipeline.yml');
  writeFileSync(file, text);
  const words = ['--builtin-schema', 'vendor.gitlab-ci', '--data-transform', 'gitlab-ci', file];
  const { exitCode, all } = await execa(judge('check-jsonschema'), words, { all: true, reject: false });
  return { exitCode, all: String(all) };
}

test('the component has inputs and jobs, and both fit the schema', async () => {
  expect(documents).toHaveLength(2);
  for (const text of documents) expect(await judged(text)).toEqual({ exitCode: 0, all: expect.any(String) });
});

test.each([
  ['kustomize', undefined],
  ['both', { version: '1.2.3', integrity: 'sha512-x' }],
])('the pipeline with packaging %s, and release %o of this package, fits the schema', async (packaging, release) => {
  const answers = resolveAnswers({ name: 'example', ci: 'gitlab', packaging }, { defaults: true });
  const text = scaffold(answers, templates, undefined, undefined, release).get('.gitlab-ci.yml') ?? '';
  expect(await judged(text)).toEqual({ exitCode: 0, all: expect.any(String) });
  expect((await judged(text.replace('aud: sigstore', 'audience: sigstore'))).exitCode).toBe(1);
});

test('the schema refuses a word that GitLab does not know', async () => {
  const [, jobs = ''] = documents;
  const { exitCode, all } = await judged(jobs.replace('when: always', 'when: sometimes'));
  expect(exitCode).toBe(1);
  expect(all).toContain("'sometimes' is not one of");
});
