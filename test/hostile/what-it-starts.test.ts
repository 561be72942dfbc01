// The programs and hosts of each command: only git, as SECURITY.md says, whatever a repository could make others run.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { commit, committed } from '../cli/committed.ts';
import { emptyFolder, program } from '../cli/run.ts';

/** One of our repositories, in which everything could be run. */
async function waiting(): Promise<string> {
  const folder = await committed('--packaging', 'both');
  const write = (file: string, text: string): void => {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
    chmodSync(path.join(folder, file), 0o755);
  };
  const script = '#!/bin/sh\ntouch "$MARK"\n';
  write('build.rs', 'fn main() { std::process::Command::new("touch").arg(std::env!("MARK")).status().unwrap(); }\n');
  for (const file of ['.husky/pre-commit', 'Makefile', 'configure', 'justfile', '.cargo/config.toml'])
    write(file, script);
  write('plugins/p/plugin.yaml', 'name: p\ncommand: $HELM_PLUGIN_DIR/p.sh\nhooks: {install: ./p.sh}\n');
  write('plugins/p/p.sh', script);
  write('package.json', JSON.stringify({ scripts: { preinstall: 'touch $MARK', prepare: 'touch $MARK' } }));
  write(
    'deploy/extra/kustomization.yaml',
    'generators: [g.yaml]\ntransformers: [g.yaml]\nhelmCharts: [{name: a, repo: https://charts.example.dev}]\n',
  );
  write(
    'deploy/extra/g.yaml',
    `apiVersion: v1\nkind: G\nmetadata: {name: g, annotations: {config.kubernetes.io/function: "exec: {path: ../../configure}"}}\n`,
  );
  commit(folder);
  return folder;
}

/** Programs that leave a mark instead of those that a careless tool would start. */
function stands(mark: string): string {
  const folder = emptyFolder();
  for (const name of [
    'cargo',
    'rustc',
    'npm',
    'npx',
    'node',
    'make',
    'just',
    'helm',
    'kustomize',
    'kubectl',
    'docker',
    'ssh',
    'curl',
  ]) {
    const file = path.join(folder, name);
    writeFileSync(file, `#!/bin/sh\ntouch ${mark}\n`, { mode: 0o755 });
  }
  return folder;
}

const watcher = path.join(import.meta.dirname, 'watched.cjs');

interface Seen {
  readonly git: readonly string[];
  readonly others: readonly unknown[];
  readonly network: readonly unknown[];
}

function watched(words: readonly string[], folder: string): Seen {
  const [log, mark] = [path.join(emptyFolder(), 'log'), path.join(emptyFolder(), 'mark')];
  writeFileSync(log, '');
  const preload = `--require ${watcher}`;
  const PATH = `${stands(mark)}${path.delimiter}${process.env['PATH'] ?? ''}`;
  const { status, stderr } = program(words, folder, { WATCHED: log, NODE_OPTIONS: preload, MARK: mark, PATH });
  expect({ words, status, stderr }).toMatchObject({ status: expect.toSatisfy((one) => one === 0 || one === 1) });
  expect(existsSync(mark)).toBe(false);
  const seen = readFileSync(log, 'utf8')
    .trim()
    .split('\n')
    .flatMap((line): readonly (readonly [string, unknown])[] => (line === '' ? [] : [JSON.parse(line)]));
  const programs = seen.filter(([kind]) => kind === 'program').map(([, value]) => value as readonly string[]);
  const isGit = ([file = '']: readonly string[]): boolean => path.basename(file) === 'git';
  return {
    git: programs.filter(isGit).map(subcommandOf),
    others: programs.filter((one) => !isGit(one)),
    network: seen.filter(([kind]) => kind === 'network').map(([, value]) => value),
  };
}

/** The first word that is neither a flag nor the value of `-c` or `-C`. */
function subcommandOf([, ...words]: readonly string[]): string {
  const at = words.findIndex((word, index) => !word.startsWith('-') && !/^-[cC]$/.test(words[index - 1] ?? ''));
  return words[at] ?? '';
}

/** Command → its git subcommands. */
const ofRevision = ['cat-file', 'config', 'diff', 'ls-tree', 'rev-parse'];
const ofChanges = ['config', 'status'];
const asked: readonly (readonly [string, readonly string[]])[] = [
  ['rbac .', []],
  ['rbac . --check', []],
  ['rbac . --write', []],
  ['rbac . --check --since HEAD', ofRevision],
  ['explain no-host-path', []],
  ['completion bash', []],
  ['--help', []],
  ['audit .', []],
  ['audit . --json', ['config']],
  ['audit . --since HEAD', ofRevision],
  ['harden . --yes', ofChanges],
  ['update .', [...ofChanges, 'ls-files']],
  ['../new --yes', []],
];

test.each(asked)(
  '"%s" starts git only for these commands, no other program, and uses no network',
  { timeout: 300_000 },
  async (command, git) => {
    const { others, network, ...seen } = watched(command.split(' '), await waiting());
    expect({ others, network }).toEqual({ others: [], network: [] });
    expect([...new Set(seen.git)].sort()).toEqual(
      expect.toSatisfy((words: readonly string[]) => words.every((one) => git.includes(one))),
    );
    expect(seen.git.length > 0).toBe(git.length > 0);
  },
);

test('the observer sees a started program and a network address', () => {
  const [log, folder] = [path.join(emptyFolder(), 'log'), emptyFolder()];
  const script = `require('node:child_process').spawn('true'); require('node:net').connect(1, '127.0.0.1').on('error', () => {});`;
  spawnSync(process.execPath, ['--require', watcher, '--eval', script], {
    cwd: folder,
    env: { ...process.env, WATCHED: log },
  });
  expect(readFileSync(log, 'utf8')).toMatch(/"program",\["true"/);
  expect(readFileSync(log, 'utf8')).toMatch(/"network","127\.0\.0\.1"/);
});

test('npm uses only the registry of the directory in which it starts', () => {
  const [folder, elsewhere] = [emptyFolder(), emptyFolder()];
  writeFileSync(path.join(folder, 'package.json'), '{}');
  writeFileSync(path.join(folder, '.npmrc'), 'registry=https://evil.example/\n');
  const registryIn = (cwd: string): string =>
    spawnSync('npm', ['config', 'get', 'registry'], { cwd, encoding: 'utf8' }).stdout.trim();
  expect(registryIn(folder)).toBe('https://evil.example/');
  expect(registryIn(elsewhere)).not.toContain('evil.example');
});
