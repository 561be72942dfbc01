// All or nothing, on file systems that refuse and in killed processes.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { inspectTarget } from '../../src/repo/target.ts';
import { stagePrefix } from '../../src/repo/stage.ts';
import { writeFiles } from '../../src/repo/write.ts';
import { bin, emptyFolder, program, tree } from '../cli/run.ts';

const files = new Map([
  ['README.md', 'new'],
  ['src/main.rs', 'new'],
  ['src/owned/secret.rs', 'new'],
]);

test('an existing directory keeps its files, except those that are written', () => {
  const folder = emptyFolder();
  mkdirSync(path.join(folder, 'src'));
  writeFileSync(path.join(folder, 'src', 'main.rs'), 'old');
  writeFileSync(path.join(folder, 'src', 'mine.rs'), 'mine');
  writeFiles({ path: folder, state: 'occupied' }, files, new Map([['src/main.rs', 'old']]));
  expect(tree(folder)).toEqual({ ...Object.fromEntries(files), 'src/mine.rs': 'mine' });
});

test('moved files are restored when a move fails', () => {
  const folder = emptyFolder();
  mkdirSync(path.join(folder, 'src'));
  writeFileSync(path.join(folder, 'README.md'), 'old');
  writeFileSync(path.join(folder, 'src', 'owned'), 'a file where a folder should be');
  expect(() => writeFiles({ path: folder, state: 'occupied' }, files, new Map([['README.md', 'old']]))).toThrow(
    /could not be written/,
  );
  expect(tree(folder)).toEqual({ 'README.md': 'old', 'src/owned': 'a file where a folder should be' });
});

test('a directory that appears meanwhile is left alone', () => {
  const place = path.join(emptyFolder(), 'one');
  const target = inspectTarget(place);
  mkdirSync(place);
  writeFileSync(path.join(place, 'mine.txt'), 'mine');
  expect(() => writeFiles(target, files, new Map())).toThrow(/appeared/);
  expect(tree(path.dirname(place))).toEqual({ 'one/mine.txt': 'mine' });
});

test('created parent directories are removed if the repository cannot be written', () => {
  const folder = emptyFolder();
  const broken = new Map([['a'.repeat(300), 'a name that no file system takes']]);
  expect(() => writeFiles(inspectTarget(path.join(folder, 'a', 'b', 'one')), broken, new Map())).toThrow(/too long/);
  expect(readdirSync(folder)).toEqual([]);
});

test('a full disk leaves nothing', () => {
  const { stdout, stderr } = onDisk('size=24k');
  expect(stderr).toMatch(/no space is left/);
  expect(stdout).toBe('status 3\n');
});

test('a limit on the size of files leaves nothing', () => {
  const folder = emptyFolder();
  const { stdout, stderr } = spawnSync(
    'sh',
    ['-c', 'ulimit -f 1; "$1" "$2" one --yes; echo "status $?"', 'sh', process.execPath, bin],
    {
      cwd: folder,
      encoding: 'utf8',
    },
  );
  expect(stderr).toMatch(/larger than allowed/);
  expect(stdout).toBe('status 3\n');
  expect(readdirSync(folder)).toEqual([]);
});

test('a read-only file system is reported', () => {
  const { stdout, stderr } = onDisk('size=1m,ro');
  expect(stderr).toMatch(/read-only/);
  expect(stdout).toBe('status 3\n');
});

test('a killed process leaves the whole repository or nothing', async () => {
  const folder = emptyFolder();
  const whole = (program(['whole', '--yes'], folder), Object.keys(tree(path.join(folder, 'whole'))).length);
  const seen = new Set<string>();
  for (let round = 0; round < 24; round += 1) {
    const place = path.join(folder, `one-${round}`);
    const child = spawn(process.execPath, [bin, `one-${round}`, '--yes'], { cwd: folder, stdio: 'ignore' });
    const ended = new Promise((resolve) => child.on('exit', resolve));
    // Early rounds are killed while Node.js starts; later ones once the stage appears, during the writes.
    if (round < 8) await wait(round * 10);
    else while (child.exitCode === null && !isStaging(folder) && !existsSync(place)) await wait(0);
    child.kill('SIGKILL');
    await ended;
    const left = existsSync(place) ? Object.keys(tree(place)).length : 0;
    expect([0, whole]).toContain(left);
    seen.add(left === 0 ? 'none' : 'whole');
    for (const entry of readdirSync(folder))
      if (entry.startsWith(stagePrefix)) rmSync(path.join(folder, entry), { recursive: true });
  }
  expect(seen).toContain('none');
});

function isStaging(folder: string): boolean {
  return readdirSync(folder).some((entry) => entry.startsWith(stagePrefix));
}

/** Writes a repository to a disk in memory, and lists the files on it. A private mount needs a private namespace. */
function onDisk(options: string) {
  const disk = path.join(emptyFolder(), 'disk');
  mkdirSync(disk);
  const script = 'mount -t tmpfs -o "$1" tmpfs "$2" && cd "$2" && "$3" "$4" one --yes; echo "status $?"; ls -A "$2"';
  const asRoot = process.getuid?.() === 0 ? [] : ['--map-root-user'];
  return spawnSync('unshare', ['--mount', ...asRoot, 'sh', '-c', script, 'sh', options, disk, process.execPath, bin], {
    encoding: 'utf8',
  });
}
