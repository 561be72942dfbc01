// Git gets no variable of the caller that it obeys.
import { spawnSync } from 'node:child_process';
import { existsSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { hardenable, only } from '../cli/hardenable.ts';
import { emptyFolder, program } from '../cli/run.ts';

const commands = [
  ['audit', '--since', 'HEAD', '--rules', 'no-service-links'],
  ['harden', '--dry-run', ...only],
  ['harden', '--yes', ...only],
];

/** Variables that a shell, a hook of git or a CI job may pass on. */
const variables = (mark: string, file: string): Readonly<Record<string, string>> => ({
  GIT_DIR: '/nowhere',
  GIT_WORK_TREE: '/nowhere',
  GIT_COMMON_DIR: '/nowhere',
  GIT_INDEX_FILE: '/nowhere/index',
  GIT_OBJECT_DIRECTORY: '/nowhere/objects',
  GIT_ALTERNATE_OBJECT_DIRECTORIES: '/nowhere/objects',
  GIT_NAMESPACE: 'a',
  GIT_EXEC_PATH: path.dirname(file),
  GIT_TEMPLATE_DIR: path.dirname(file),
  GIT_CONFIG_COUNT: '1',
  GIT_CONFIG_KEY_0: 'core.fsmonitor',
  GIT_CONFIG_VALUE_0: `touch ${mark}; false`,
  GIT_CONFIG_PARAMETERS: `'core.fsmonitor=touch ${mark}; false'`,
  GIT_EXTERNAL_DIFF: `touch ${mark}; true`,
  GIT_SSH_COMMAND: `touch ${mark}; false`,
  GIT_SSH: file,
  GIT_PROXY_COMMAND: file,
  GIT_ASKPASS: file,
  SSH_ASKPASS: file,
  GIT_PAGER: `touch ${mark}; cat`,
  PAGER: `touch ${mark}; cat`,
  GIT_EDITOR: `touch ${mark}`,
  GIT_SEQUENCE_EDITOR: `touch ${mark}`,
  GIT_TRACE: mark,
  GIT_TRACE_PERFORMANCE: mark,
  GIT_TRACE2: mark,
  GIT_TRACE2_EVENT: mark,
  GIT_TRACE2_PERF: mark,
  GIT_TRACE_SETUP: mark,
  GIT_TRACE_PACKET: mark,
  GIT_TRACE_FSMONITOR: mark,
  GIT_CONFIG: '/nowhere',
  GIT_CONFIG_GLOBAL: '/dev/zero',
  GIT_CONFIG_SYSTEM: '/dev/zero',
  GIT_ATTR_SOURCE: 'HEAD',
  GIT_SHALLOW_FILE: '/dev/zero',
  GIT_GRAFT_FILE: '/dev/zero',
  GIT_REPLACE_REF_BASE: 'refs/heads',
  GIT_CEILING_DIRECTORIES: '/',
  GIT_DISCOVERY_ACROSS_FILESYSTEM: '1',
  GIT_QUARANTINE_PATH: '/nowhere',
  GIT_DEFAULT_HASH: 'sha256',
  GIT_TEST_FSMONITOR: file,
  GIT_ALLOW_PROTOCOL: 'ext',
  GIT_LITERAL_PATHSPECS: '0',
  GIT_ICASE_PATHSPECS: '1',
});

test('no environment variable starts a program, writes a file, or changes an answer', { timeout: 120_000 }, () => {
  const [folder, place] = [hardenable(), emptyFolder()];
  const [mark, file] = [path.join(place, 'ran'), path.join(place, 'git-status')];
  writeFileSync(file, `#!/bin/sh\ntouch ${mark}\n`, { mode: 0o755 });
  // The index does not know the file, so git has to read it.
  utimesSync(path.join(folder, 'pod.yaml'), 1, 1);
  const given = variables(mark, file);
  for (const words of commands) {
    const said = program(words, folder, given);
    expect({ words, status: said.status }).toEqual({ words, status: 0 });
    expect({ words, started: existsSync(mark) }).toEqual({ words, started: false });
  }
  // The trap works.
  spawnSync('git', ['log', '-p'], { cwd: folder, env: { ...process.env, GIT_TRACE: mark } });
  expect(existsSync(mark)).toBe(true);
});
