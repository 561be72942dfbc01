// An older release runs once more: it writes its files again, and reaches nothing else, whatever its code tries.
import { once } from 'node:events';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { renderWith } from '../../src/older/render.ts';
import { emptyFolder } from '../cli/run.ts';

const bin = 'bin/create-kube-secure-controller.js';

function release(program: string, more: Readonly<Record<string, string>> = {}): ReadonlyMap<string, Uint8Array> {
  const files = { 'package.json': '{ "type": "module" }', [bin]: program, ...more };
  return new Map(Object.entries(files).map(([file, text]) => [file, Buffer.from(text)]));
}

const left = (): readonly string[] => readdirSync(tmpdir()).filter((name) => name.includes('-older-'));

test('it writes with the given answers, and leaves nothing behind', async () => {
  const program = `import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
    const [folder, , answers, yes] = process.argv.slice(2);
    mkdirSync(folder + '/src', { recursive: true });
    writeFileSync(folder + '/src/lib.rs', readFileSync(answers, 'utf8') + yes);`;
  const before = left();
  expect(Object.fromEntries(await renderWith(release(program), '{}'))).toEqual({ 'src/lib.rs': '{}--yes' });
  expect(left()).toEqual(before);
});

test('code of a release cannot reach files of the user, programs, threads or native code', async () => {
  const folder = emptyFolder();
  writeFileSync(path.join(folder, 'secret'), 'a token');
  const at = (name: string): string => JSON.stringify(path.join(folder, name));
  const program = `import fs from 'node:fs';
    import { spawnSync } from 'node:child_process';
    import { Worker } from 'node:worker_threads';
    const tries = {
      read: () => fs.readFileSync(${at('secret')}),
      list: () => fs.readdirSync(${JSON.stringify(folder)}),
      write: () => fs.writeFileSync(${at('trace')}, ''),
      link: () => fs.symlinkSync(${at('secret')}, 'link'),
      spawn: () => spawnSync(process.execPath, ['--version']),
      thread: () => new Worker('1', { eval: true }),
      native: () => process.dlopen({ exports: {} }, ${at('secret')}),
    };
    fs.mkdirSync(process.argv[2]);
    for (const [name, attempt] of Object.entries(tries)) {
      let said = 'done';
      try { attempt(); } catch ({ code }) { said = code; }
      fs.writeFileSync(process.argv[2] + '/' + name + '.txt', said);
    }
    fs.writeFileSync(process.argv[2] + '/environment.txt', Object.keys(process.env).join());`;
  const said = await renderWith(release(program), '{}');
  const denied = ['read', 'list', 'write', 'link', 'spawn', 'thread'].map((name) => [
    `${name}.txt`,
    'ERR_ACCESS_DENIED',
  ]);
  expect(Object.fromEntries(said)).toEqual({
    ...Object.fromEntries(denied),
    'native.txt': 'ERR_DLOPEN_DISABLED',
    'environment.txt': process.platform === 'win32' ? 'SystemRoot' : '',
  });
  expect(existsSync(path.join(folder, 'trace'))).toBe(false);
});

test.runIf(Number(process.versions.node.split('.')[0]) < 25)(
  'before version 25 Node.js lets that code use the network',
  async () => {
    const server = createServer((socket) => socket.end('reached')).listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const program = `import fs from 'node:fs';
      import net from 'node:net';
      fs.mkdirSync(process.argv[2]);
      net.connect(${port}, '127.0.0.1').on('data', (data) => fs.writeFileSync(process.argv[2] + '/said.txt', data));`;
    expect(Object.fromEntries(await renderWith(release(program), '{}'))).toEqual({ 'said.txt': 'reached' });
  },
);

test.each(['../outside.js', '/outside.js', 'bin/../../outside.js', '.git/hooks/post-checkout', 'C:\\outside.js'])(
  'an archive with %j is refused, and nothing of it runs',
  async (file) => {
    const trace = path.join(emptyFolder(), 'trace');
    const program = `import { writeFileSync } from 'node:fs'; writeFileSync(${JSON.stringify(trace)}, '');`;
    await expect(renderWith(release(program, { [file]: '' }), '{}')).rejects.toMatchObject({
      status: 3,
      message: expect.stringContaining('its archive has a file'),
    });
    expect(existsSync(trace)).toBe(false);
  },
);

test.each([
  ['throws', 'throw new Error("no such answer");', 'no such answer'],
  ['writes nothing', 'console.error("no files today");', 'no files today'],
])('a release that %s fails with its reason', async (_, program, reason) => {
  await expect(renderWith(release(program), '{}')).rejects.toMatchObject({
    status: 3,
    message: expect.stringContaining(reason),
  });
});
