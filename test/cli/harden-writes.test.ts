// harden writes everything or nothing: on failing disks, in killed processes, and next to other programs.
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { thisHolder } from '../../src/repo/holder.ts';
import { stagePrefix } from '../../src/repo/stage.ts';
import { writeFiles } from '../../src/repo/write.ts';
import { fill, hardenable, hardened, only, pod } from './hardenable.ts';
import { bin, cli, emptyFolder, program, tree } from './run.ts';

const words = ['harden', '--yes', ...only] as const;

/** The files without those of git, the recorded answers, and leftovers of a killed run. */
function files(folder: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(tree(folder)).filter(
      ([file]) => !file.startsWith('.git/') && file !== '.yo-rc.json' && !file.startsWith(stagePrefix),
    ),
  );
}

test('after a killed run, each file is old or complete', async () => {
  const many = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`deploy/pod-${index}.yaml`, pod]));
  const seen = new Set<string>();
  for (let round = 0; round < 10; round += 1) {
    const folder = hardenable(many);
    const child = spawn(process.execPath, [bin, ...words], { cwd: folder, stdio: 'ignore' });
    const ended = new Promise((resolve) => child.on('exit', resolve));
    // The run is killed after the first or a later file changed, so in the middle.
    const mark = path.join(folder, `deploy/pod-${round * 3}.yaml`);
    while (child.exitCode === null && readFileSync(mark, 'utf8') === pod) await wait(0);
    child.kill('SIGKILL');
    await ended;
    for (const [file, text] of Object.entries(files(folder))) {
      if (file.endsWith('.yaml')) expect([pod, hardened['pod.yaml']]).toContain(text);
      if (file.endsWith('.yaml')) seen.add(text === pod ? 'as it was' : 'complete');
    }
    // The next run works as usual.
    expect(program([...words, '--force'], folder).status).toBe(0);
    expect(
      new Set(
        Object.entries(files(folder))
          .filter(([file]) => file.endsWith('.yaml'))
          .map(([, text]) => text),
      ),
    ).toEqual(new Set([hardened['pod.yaml']]));
  }
  expect(seen).toContain('complete');
});

test('two simultaneous runs give the result of one', async () => {
  for (let round = 0; round < 4; round += 1) {
    const folder = hardenable();
    const run = () =>
      new Promise<number | null>((resolve) =>
        spawn(process.execPath, [bin, ...words, '--force'], { cwd: folder, stdio: 'ignore' }).on('exit', resolve),
      );
    const statuses = await Promise.all([run(), run(), run()]);
    expect(statuses).toContain(0);
    for (const status of statuses) expect([0, 1]).toContain(status);
    expect(files(folder)).toEqual(hardened);
  }
});

describe('a file is not written over', () => {
  const target = (folder: string) => ({ path: folder, state: 'occupied' }) as const;
  const after = new Map([
    ['a.txt', 'new'],
    ['b.txt', 'new'],
  ]);

  test('that changed since it was read', () => {
    const folder = emptyFolder();
    writeFileSync(path.join(folder, 'a.txt'), 'old');
    writeFileSync(path.join(folder, 'b.txt'), 'of somebody else');
    expect(() =>
      writeFiles(
        target(folder),
        after,
        new Map([
          ['a.txt', 'old'],
          ['b.txt', 'old'],
        ]),
      ),
    ).toThrow(/b\.txt changed meanwhile/);
    expect(tree(folder)).toEqual({ 'a.txt': 'old', 'b.txt': 'of somebody else' });
  });

  test('that appeared or disappeared since', () => {
    const folder = emptyFolder();
    writeFileSync(path.join(folder, 'b.txt'), 'of somebody else');
    expect(() => writeFiles(target(folder), after, new Map())).toThrow(/b\.txt appeared meanwhile/);
    expect(() => writeFiles(target(folder), after, new Map([['a.txt', 'old']]))).toThrow(/a\.txt is gone meanwhile/);
    expect(tree(folder)).toEqual({ 'b.txt': 'of somebody else' });
  });

  test('while another run holds the lock; the lock of a dead run is taken over', () => {
    const folder = emptyFolder();
    const lock = (pid: number) =>
      writeFileSync(
        path.join(folder, `${stagePrefix}lock`),
        JSON.stringify({ ...thisHolder(), process: pid, start: undefined }),
      );
    lock(process.ppid);
    expect(() => writeFiles(target(folder), after, new Map())).toThrow(
      new RegExp(`Process ${process.ppid} is writing`),
    );
    lock(spawnSync(process.execPath, ['-e', '']).pid);
    writeFiles(target(folder), after, new Map());
    expect(tree(folder)).toEqual(Object.fromEntries(after));
  });
});

test('a file keeps its mode', async () => {
  const folder = emptyFolder();
  writeFileSync(path.join(folder, 'pod.yaml'), pod);
  chmodSync(path.join(folder, 'pod.yaml'), 0o755);
  expect((await cli(words, folder)).status).toBe(0);
  expect(statSync(path.join(folder, 'pod.yaml')).mode & 0o777).toBe(0o755);
});

describe('a disk that refuses a write', () => {
  test.each([
    ['a full one', 'size=56k', 'true', /no space is left/],
    ['a read-only one', 'size=1m', 'mount -o remount,ro "$2"', /read-only/],
    ['a folder with two file systems', 'size=1m', 'mount --bind "$2/z" "$2/z"', /another file system/],
  ])('%s leaves every file unchanged', (_, options, prepare, reason) => {
    const source = hardenable({ 'z/pod.yaml': pod, 'large.txt': '0'.repeat(30_000) });
    rmSync(path.join(source, '.git'), { recursive: true });
    const { stdout, stderr } = onDisk(source, options, prepare);
    expect(stderr).toMatch(reason);
    expect(stdout).toBe('status 3\nunchanged\n');
  });

  test('a read-only directory leaves every file unchanged', () => {
    const folder = hardenable({ 'z/pod.yaml': pod });
    const before = files(folder);
    chmodSync(path.join(folder, 'z'), 0o555);
    // Removes the capabilities with which root ignores file modes.
    const [command = '', ...rest] = [
      ...(process.getuid?.() === 0 ? ['setpriv', '--bounding-set', '-dac_override,-dac_read_search'] : []),
      process.execPath,
      bin,
      ...words,
    ];
    const { status, stderr } = spawnSync(command, rest, { cwd: folder, encoding: 'utf8' });
    chmodSync(path.join(folder, 'z'), 0o755);
    expect(stderr).toMatch(/permission denied/);
    expect(status).toBe(3);
    expect(files(folder)).toEqual(before);
  });

  test('a limit on file sizes leaves every file unchanged', () => {
    const folder = hardenable({ 'large/pod.yaml': pod + '# long\n'.repeat(400) });
    const before = files(folder);
    const { stdout, stderr } = spawnSync(
      'sh',
      ['-c', 'ulimit -f 2; "$@"; echo "status $?"', 'sh', process.execPath, bin, ...words],
      { cwd: folder, encoding: 'utf8' },
    );
    expect(stderr).toMatch(/larger than allowed/);
    expect(stdout).toContain('status 3\n');
    expect(files(folder)).toEqual(before);
  });
});

describe('a file that cannot be parsed', () => {
  const files = {
    'Cargo.toml': '[package]\nname = "a"\nversion = "0.1.0"\nlicense = "MIT"\n',
    'deny.toml': '[sources\nunknown-registry = "warn"\n',
    'broken.yaml': 'apiVersion: v1\nkind: Pod\nspec:\n  containers: [\n',
    'pod.yaml': pod,
  };

  test('is left alone and named with the reason, and the other files are fixed', async () => {
    const folder = emptyFolder();
    fill(folder, files);
    const { status, stdout } = await cli(
      ['harden', '--yes', '--only', 'no-service-links,known-registries-only,understood'],
      folder,
    );
    expect(status).toBe(0);
    expect(stdout).toMatch(/Not understood, so left alone[^]*broken\.yaml:\d+ {2}\S+[^]*deny\.toml:1 {2}\S+/);
    expect(tree(folder)).toMatchObject({ ...files, 'pod.yaml': hardened['pod.yaml'] });
  });
});

/**
 * Copies a repository to a disk in memory, hardens it there, and tells whether it is unchanged. A private mount needs a
 * private namespace.
 */
function onDisk(source: string, options: string, prepare: string) {
  const disk = path.join(emptyFolder(), 'disk');
  mkdirSync(disk);
  const script = `mount -t tmpfs -o "$1" tmpfs "$2" && cp -r "$3/." "$2" && { ${prepare}; } && cd "$2" || exit 9
source=$3; shift 3
"$@" >/dev/null; echo "status $?"; diff -r "$source" . && echo unchanged`;
  const asRoot = process.getuid?.() === 0 ? [] : ['--map-root-user'];
  return spawnSync(
    'unshare',
    ['--mount', ...asRoot, 'sh', '-c', script, 'sh', options, disk, source, process.execPath, bin, ...words],
    { encoding: 'utf8' },
  );
}
