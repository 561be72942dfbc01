// A text of a repository, or the name of its folder, never becomes part of a command in a message.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { writtenPath } from '../../src/scaffold/written.ts';
import { commit, committed } from '../cli/committed.ts';
import { cli, emptyFolder } from '../cli/run.ts';

/** Texts that a shell or npx reads as more than a version. */
const versions = [
  '0.0.1; touch ran #',
  '0.0.1`touch ran`',
  '$(touch ran)',
  '0.0.1 --registry=https://evil.example',
  'latest',
];

describe.each(versions)('a recorded version %j', (version) => {
  test.each(['no record', 'a record that is none', 'a record of that version', 'a record of another package'])(
    'appears in no command of the output, with %s',
    async (record) => {
      const folder = await committed();
      const place = (name: string): string => path.join(folder, name);
      const yoRc = JSON.parse(readFileSync(place('.yo-rc.json'), 'utf8'));
      yoRc['create-kube-secure-controller'].version = version;
      writeFileSync(place('.yo-rc.json'), JSON.stringify(yoRc));
      const written = JSON.parse(readFileSync(place(writtenPath), 'utf8'));
      if (record === 'no record') rmSync(place(writtenPath));
      else if (record === 'a record that is none') writeFileSync(place(writtenPath), '{}');
      else
        writeFileSync(
          place(writtenPath),
          JSON.stringify({
            ...written,
            generator: record.endsWith('package') ? 'evil-package@1.0.0' : `create-kube-secure-controller@${version}`,
            integrity: undefined,
            files: { 'README.md': '0'.repeat(40) },
          }),
        );
      writeFileSync(place('README.md'), 'Mine.\n');
      commit(folder);
      for (const words of [
        ['update'],
        ['update', '--check'],
        ['update', '--explain'],
        ['update', '--check', '--from-registry'],
        ['.', '--yes', '--force'],
      ]) {
        const { stdout, stderr } = await cli(words, folder);
        const commands = `${stdout}${stderr}`.split('\n').filter((line) => line.includes('npx '));
        for (const line of commands)
          expect({ words, line }).toMatchObject({
            line: expect.stringMatching(/npx create-kube-secure-controller(?:@\d+\.\d+\.\d+)? [\w ./-]+$/),
          });
      }
    },
    120_000,
  );
});

test.each(["a'; touch ran; '", 'a$(touch ran)', 'a`touch ran`b', 'a b'])(
  'a folder named %j is one word in each command of the output',
  async (name) => {
    const [parent, made] = [emptyFolder(), await committed()];
    renameSync(made, path.join(parent, name));
    const first = await cli([name, '--yes'], parent);
    const found = /`create-kube-secure-controller (update .*)`:/.exec(first.stderr)?.[1] ?? '';
    expect(said('create-kube-secure-controller', found, parent)).toEqual(['update', name]);
    mkdirSync(path.join(parent, 'fresh'));
    const second = await cli([name, '--yes', '--name', 'app'], path.join(parent, 'fresh'));
    const entered = /^ {2}(cd .*)$/m.exec(second.stdout)?.[1] ?? '';
    expect(
      spawnSync('sh', ['-c', `${entered} && pwd`], { cwd: path.join(parent, 'fresh'), encoding: 'utf8' }).stdout,
    ).toBe(`${path.join(parent, 'fresh', name)}\n`);
    expect(readdirSync(parent)).not.toContain('ran');
  },
);

/** The words that a program with this name would get. */
function said(program: string, words: string, cwd: string): readonly string[] {
  const script = `${program}() { printf '%s\\n' "$@"; }\n${program} ${words}`;
  return spawnSync('bash', ['-c', script], { cwd, encoding: 'utf8' }).stdout.trimEnd().split('\n');
}
