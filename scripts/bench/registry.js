// A local registry that serves only the peers: Verdaccio, in the last release line for Node.js 20.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { cache, npm } from './peers.js';

const verdaccio = '6.1.6';
const folder = path.join(cache, 'registry');

/**
 * Starts the registry with these tarballs.
 *
 * @param {readonly string[]} tarballs
 * @returns {Promise<{ readonly url: string, readonly stop: () => void }>}
 */
export async function startRegistry(tarballs) {
  install();
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/`;
  rmSync(path.join(folder, 'storage'), { recursive: true, force: true });
  const settings = [
    'storage: ./storage',
    'auth: { htpasswd: { file: ./htpasswd } }',
    'packages: { "**": { access: $all, publish: $all } }',
    'log: { type: stdout, level: fatal }',
  ];
  writeFileSync(path.join(folder, 'config.yaml'), `${settings.join('\n')}\n`);
  const child = spawn(
    process.execPath,
    [
      path.join(folder, 'node_modules/verdaccio/bin/verdaccio'),
      '--config',
      'config.yaml',
      '--listen',
      `127.0.0.1:${port}`,
    ],
    {
      cwd: folder,
      stdio: 'ignore',
    },
  );
  const stop = () => child.kill();
  try {
    await answering(url);
    // Publishing requires a token, and this registry accepts any.
    for (const tarball of tarballs)
      npm(
        ['publish', tarball, '--registry', url, `--//127.0.0.1:${port}/:_authToken=anybody`, '--ignore-scripts'],
        folder,
      );
    return { url, stop };
  } catch (error) {
    stop();
    throw error;
  }
}

function install() {
  if (existsSync(path.join(folder, 'node_modules', 'verdaccio'))) return;
  mkdirSync(folder, { recursive: true });
  // A dependency requests the tag "cjs" of node-fetch, which some mirrors of the registry lack.
  writeFileSync(
    path.join(folder, 'package.json'),
    JSON.stringify({ private: true, overrides: { 'node-fetch': '2.7.0' } }),
  );
  npm(['install', '--ignore-scripts', '--no-audit', '--no-fund', `verdaccio@${verdaccio}`], folder);
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

/** @param {string} url */
async function answering(url) {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const answered = await fetch(`${url}-/ping`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (answered) return;
    await wait(100);
  }
  throw new Error('verdaccio did not answer within 20 seconds');
}
