// `update --explain`, and a file that a release moved, in real repositories.
import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { writtenDocument, writtenPath } from '../../src/scaffold/written.ts';
import { commit, committed, git } from './committed.ts';
import { cli, emptyFolder, tree } from './run.ts';

/** Acts as if an older version had written and recorded `src/leader.rs` with a different text. */
async function beforeTheMove(text: string): Promise<string> {
  const folder = await committed();
  mkdirSync(path.join(folder, 'src/machinery'), { recursive: true });
  renameSync(path.join(folder, 'src/machinery/leader.rs'), path.join(folder, 'src/leader.rs'));
  writeFileSync(path.join(folder, 'src/leader.rs'), text);
  recordAs(folder, '0.0.9');
  commit(folder);
  return folder;
}

function recordAs(folder: string, version: string): void {
  const files = Object.entries(tree(folder)).filter(([file]) => !file.startsWith('.git/'));
  const record = JSON.parse(writtenDocument(new Map(files)));
  const generator = `create-kube-secure-controller@${version}`;
  writeFileSync(path.join(folder, writtenPath), JSON.stringify({ ...record, generator }));
}

test("a moved file goes to its new path with the owner's edits, even if the rest of its text changed", async () => {
  const folder = await beforeTheMove('// Nothing of this is left.\n\nfn old() {}\n');
  appendFileSync(path.join(folder, 'src/leader.rs'), '// mine\n');
  commit(folder);
  const { status, stdout } = await cli(['update', '--json'], folder);
  expect(existsSync(path.join(folder, 'src/leader.rs'))).toBe(false);
  expect(readFileSync(path.join(folder, 'src/machinery/leader.rs'), 'utf8')).toContain('// mine');
  expect(JSON.parse(stdout).files).toContainEqual({ path: 'src/leader.rs', state: 'removed' });
  // Both sides changed the whole text, so its owner decides.
  expect({ status, open: git(folder, 'diff', '--name-only', '--diff-filter=U') }).toEqual({
    status: 1,
    open: 'src/machinery/leader.rs\n',
  });
});

test('a moved file without edits moves without a conflict, and the repository is up to date', async () => {
  const folder = await beforeTheMove('// Nothing of this is left.\n');
  expect(await cli(['update'], folder)).toMatchObject({ status: 0 });
  commit(folder);
  expect(await cli(['update', '--check'], folder)).toMatchObject({ status: 0 });
  expect(existsSync(path.join(folder, 'src/leader.rs'))).toBe(false);
});

test('--explain names what a release moved, and the new rules that report here, as text and as JSON', async () => {
  const folder = await beforeTheMove('// Old.\n');
  const deployment = path.join(folder, 'deploy/deployment.yaml');
  writeFileSync(deployment, readFileSync(deployment, 'utf8').replaceAll('runAsNonRoot: true', 'runAsNonRoot: false'));
  const before = tree(folder);
  const { status, stdout } = await cli(['update', '--explain'], folder);
  expect(status).toBe(0);
  expect(stdout).toContain('create-kube-secure-controller@0.0.9 to create-kube-secure-controller@0.1.0:');
  expect(stdout).toContain('    src/leader.rs to src/machinery/leader.rs\n');
  expect(stdout).toMatch(/^ {4}high {5}run-as-non-root \(1\): /m);
  const { releases } = JSON.parse((await cli(['update', '--explain', '--json'], folder)).stdout);
  expect(releases[0].rules).toContainEqual(expect.objectContaining({ rule: 'run-as-non-root', findings: 1 }));
  expect(releases[0].moved).toContainEqual({ from: 'src/leader.rs', to: 'src/machinery/leader.rs', isHere: true });
  expect(tree(folder)).toEqual(before);
});

test('--explain reports equal versions, and refuses the record of a newer version and of an unknown one', async () => {
  const folder = await committed();
  expect(await cli(['update', '--explain'], folder)).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('no release lies between'),
  });
  recordAs(folder, '9.0.0');
  expect(await cli(['update', '--explain'], folder)).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('create-kube-secure-controller@9.0.0 wrote'),
  });
  rmSync(path.join(folder, '.yo-rc.json'));
  expect((await cli(['update', '--explain'], folder)).status).toBe(2);
  expect((await cli(['update', '--explain'], emptyFolder())).status).toBe(2);
  expect((await cli(['update', '--explain', '--check'], folder)).status).toBe(2);
});
