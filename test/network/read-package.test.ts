// A preset from a registry: verified by its integrity, read in memory, and none of its code runs.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { loadPreset } from '../../src/commands/preset/load.ts';
import { readPackage } from '../../src/network/read-package.ts';
import { emptyFolder } from '../cli/run.ts';
import { standIn } from './stand-in.ts';

const example = path.resolve(import.meta.dirname, '../../examples/preset');

interface Registry {
  readonly read: (name: string, version: string) => ReturnType<typeof readPackage>;
  readonly trace: string;
}

/** A registry with the example, whose code would leave a trace. */
async function registry({
  tamper = (body: Buffer) => body,
  answersTo = '@acme/controller-preset',
} = {}): Promise<Registry> {
  const folder = emptyFolder();
  const source = path.join(folder, 'source');
  const trace = path.join(folder, 'trace');
  cpSync(example, source, { recursive: true });
  const manifest = JSON.parse(readFileSync(path.join(source, 'package.json'), 'utf8'));
  const code = `require('node:fs').writeFileSync(${JSON.stringify(trace)}, '')`;
  writeFileSync(path.join(source, 'index.js'), code);
  const scripts = { preinstall: 'node index.js', install: 'node index.js', postinstall: 'node index.js' };
  writeFileSync(
    path.join(source, 'package.json'),
    JSON.stringify({ ...manifest, main: 'index.js', files: [...manifest.files, 'index.js'], scripts }),
  );
  execFileSync('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], { cwd: source, stdio: 'ignore' });
  const body = readFileSync(path.join(folder, 'acme-controller-preset-1.4.0.tgz'));
  const integrity = `sha512-${createHash('sha512').update(body).digest('base64')}`;
  const server = await standIn((request, response) => {
    if (request.url === '/preset.tgz') response.end(tamper(body));
    else if (request.url === '/@acme%2fcontroller-preset/1.4.0')
      response.end(
        JSON.stringify({
          name: answersTo,
          version: '1.4.0',
          dist: { tarball: `https://${server.host}/preset.tgz`, integrity },
        }),
      );
    else response.writeHead(404).end();
  });
  onTestFinished(server.close);
  return {
    read: (name, version) =>
      readPackage(name, version, { registry: `https://${server.host}/`, network: server.network }),
    trace,
  };
}

test('a package gives the same preset as its folder, with the integrity from the registry', async () => {
  const { read, trace } = await registry();
  const packed = await loadPreset('@acme/controller-preset@1.4.0', '/nowhere', read);
  const folder = await loadPreset(example, '/nowhere');
  expect(packed.preset).toEqual(folder.preset);
  expect(packed.recorded).toMatchObject({ name: '@acme/controller-preset', version: '1.4.0' });
  expect(packed.recorded.integrity).toMatch(/^sha512-.{88}$/);
  expect(existsSync(trace)).toBe(false);
});

test.each([
  [
    'another tarball',
    { tamper: (body: Buffer) => Buffer.concat([body, Buffer.from('x')]) },
    'does not match the digest of the registry',
  ],
  ['another package', { answersTo: '@evil/preset' }, 'answered with another package'],
] as const)('%s is refused with status 3', async (_, spoiled, message) => {
  const { read } = await registry(spoiled);
  await expect(loadPreset('@acme/controller-preset@1.4.0', '/nowhere', read)).rejects.toMatchObject({
    status: 3,
    message: expect.stringContaining(message),
  });
});

test('a missing version is named with the answer of the registry', async () => {
  const { read } = await registry();
  await expect(loadPreset('@acme/controller-preset@9.9.9', '/nowhere', read)).rejects.toMatchObject({
    status: 3,
    message: expect.stringContaining('answered 404'),
  });
});

test.each([
  '@acme/controller-preset',
  '@acme/controller-preset@^1.0.0',
  '@acme/controller-preset@latest',
  'https://x.example/p',
  'git:x',
])('%s names no preset: status 2', async (named) => {
  await expect(loadPreset(named, '/nowhere')).rejects.toMatchObject({ status: 2 });
});
