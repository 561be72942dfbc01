// This tool in the CI of a generated repository: before the first release nothing runs it; later only the bytes of that
// release run.
import { execaSync } from 'execa';
import { createHash } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { resolveAnswers } from '../../src/answers/resolve.ts';
import { scaffold, type Files } from '../../src/scaffold/scaffold.ts';
import { materialise, templates } from '../generate.ts';
import { generated, law } from './generated.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'tool-'));
afterAll(() => rmSync(folder, { recursive: true }));

law('before the first release, only a requested update fetches this package', ({ files }) => {
  expect(files.has('hack/tool.sh')).toBe(false);
  for (const [file, text] of files) {
    if (file === '.github/workflows/update.yml') continue;
    expect(text, file).not.toMatch(/\bnpx\b|npm (pack|exec|install)|hack\/tool\.sh/);
  }
});

test('some repositories have workflows, and some run a whole cluster in them', () => {
  const has = (file: string): boolean => generated.some(({ files }) => files.has(file));
  expect([has('.github/workflows/ci.yml'), has('.github/workflows/e2e.yml')]).toEqual([true, true]);
});

test('once published, the script runs the archive of that release, and refuses any other with its name', () => {
  const archive = archiveThatSays('ran with');
  const root = repository(archive);
  expect(run(root, archive)).toMatchObject({ exitCode: 0, stdout: 'ran with rbac --check' });
  const { exitCode, stdout, stderr } = run(root, archiveThatSays('stolen'));
  expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
  expect(stderr).toMatch(/^npm has another archive than the one of the release: sha512-/);
});

test('once published, CI compares the needs of the source with the grants, and with the requests in a cluster', () => {
  const files = generateWith('sha512-x');
  expect(files.get('.github/workflows/ci.yml')).toContain('run: sh hack/tool.sh rbac --check\n');
  expect(files.get('.github/workflows/e2e.yml')).toContain(
    'run: sh hack/tool.sh rbac --observed "$RUNNER_TEMP/audit.log"',
  );
  expect(files.get('justfile')).toContain('\npermissions:\n    sh hack/tool.sh rbac --check\n');
  for (const text of files.values()) expect(text).not.toMatch(/# (with \w+|end)$/m);
});

/** The output of a build that knows a release. */
function generateWith(integrity: string): Files {
  const answers = resolveAnswers({ name: 'example' }, { defaults: true });
  return scaffold(answers, templates, undefined, undefined, { version: '1.2.3', integrity });
}

function archiveThatSays(text: string): string {
  const root = mkdtempSync(path.join(folder, 'package-'));
  const program = `console.log(${JSON.stringify(text)}, ...process.argv.slice(2));\n`;
  materialise(root, new Map([['package/bin/create-kube-secure-controller.js', program]]));
  execaSync('tar', ['-czf', 'archive.tgz', 'package'], { cwd: root });
  return path.join(root, 'archive.tgz');
}

function repository(archive: string): string {
  const root = mkdtempSync(path.join(folder, 'repository-'));
  const digest = createHash('sha512').update(readFileSync(archive)).digest('base64');
  materialise(root, generateWith(`sha512-${digest}`));
  return root;
}

/** npm is a stand-in that returns an archive. */
function run(root: string, archive: string) {
  const tools = mkdtempSync(path.join(folder, 'tools-'));
  writeFileSync(
    path.join(tools, 'npm'),
    `#!/bin/sh\n[ "$5" = create-kube-secure-controller@1.2.3 ] && cp '${archive}' "$4/it.tgz"\n`,
  );
  chmodSync(path.join(tools, 'npm'), 0o755);
  const env = { PATH: `${tools}:${process.env['PATH']}` };
  return execaSync('sh', ['hack/tool.sh', 'rbac', '--check'], { cwd: root, env, reject: false });
}
