// Malicious archives that a registry serves as a release, with a matching digest: if only the record has the digest,
// its author chose it.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { readPackage } from '../../src/network/read-package.ts';
import { renderWith } from '../../src/older/render.ts';
import { emptyFolder } from '../cli/run.ts';
import { standIn } from '../network/stand-in.ts';

const bin = 'package/bin/create-kube-secure-controller.js';

/** One entry of a tar archive: https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html */
function entry(name: string, content: string | Buffer = '', { type = '0', link = '', size = '' } = {}): Buffer {
  const bytes = Buffer.from(content);
  const header = Buffer.alloc(512);
  header.write(name, 0, 100);
  header.write('0000644\0', 100);
  header.write(size === '' ? `${bytes.length.toString(8).padStart(11, '0')}\0` : size, 124, 12, 'latin1');
  header.write(type, 156);
  header.write(link, 157, 100);
  header.write('ustar\x0000', 257);
  return Buffer.concat([header, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)]);
}

/** An entry whose name is in an extended header before it, of any length. */
function extended(name: string, content: string): Buffer {
  const rest = ` path=${name}\n`;
  const length = [1, 2, 3, 4, 5, 6, 7].find((digits) => String(rest.length + digits).length === digits) ?? 0;
  return Buffer.concat([entry('pax', `${rest.length + length}${rest}`, { type: 'x' }), entry('short', content)]);
}

/** Serves an archive with its own digest, and runs it as an older release. */
async function rendered(archive: Buffer): Promise<ReadonlyMap<string, string | Uint8Array>> {
  const integrity = `sha512-${createHash('sha512').update(archive).digest('base64')}`;
  const server = await standIn((request, response) => {
    const dist = { tarball: `https://${server.host}/it.tgz`, integrity };
    const isArchive = request.url === '/it.tgz';
    response.end(isArchive ? archive : JSON.stringify({ name: 'release', version: '1.0.0', dist }));
  });
  onTestFinished(server.close);
  const options = { registry: `https://${server.host}/`, network: server.network };
  const { files } = await readPackage('release', '1.0.0', options, integrity);
  return renderWith(files, '{}');
}

const left = (): readonly string[] => readdirSync(tmpdir()).filter((name) => name.includes('-older-'));
const program = (trace: string): string =>
  `import fs from 'node:fs'; fs.mkdirSync(process.argv[2]); fs.writeFileSync(process.argv[2] + '/a', fs.existsSync('package/stolen') ? 'stolen' : 'fine');
   try { fs.writeFileSync(${JSON.stringify(trace)}, ''); } catch {}`;
const manifest = entry('package/package.json', '{ "type": "module" }');

const harmful: Readonly<Record<string, (trace: string) => readonly Buffer[]>> = {
  'a path that leads out': (trace) => [entry(`package/../..${trace}`, 'x')],
  'a path that leads out in an extended header': (trace) => [extended(`package/../../../../..${trace}`, 'x')],
  'an absolute path': (trace) => [entry(trace, 'x')],
  'an absolute path behind two slashes': (trace) => [entry(`package/${trace}`, 'x')],
  'a path with a backslash': () => [entry('package/..\\..\\x', 'x')],
  'a path into .git': () => [entry('package/.git/hooks/post-checkout', 'x')],
  'a name of a megabyte': () => [extended(`package/${'a'.repeat(1_000_000)}`, 'x')],
  'a hundred thousand folders in each other': () => [extended(`package/${'a/'.repeat(100_000)}b`, 'x')],
  'a file that is a folder too': () => [entry('package/a', 'x'), entry('package/a/b', 'x')],
  'a folder that is a file too': () => [entry('package/a/b', 'x'), entry('package/a', 'x')],
  'a length that is none': () => [entry('package/a', 'x', { size: 'length' })],
  'a negative length': () => [entry('package/a', 'x', { size: '-0000000777\0' })],
  'a length beyond its end': () => [entry('package/a', 'x', { size: '77777777777\0' })],
  'a length in another base': () => [entry('package/a', 'x', { size: '\x80\0\0\0\0\0\0\xff\xff\xff\xff\xff' })],
};

test.each(Object.entries(harmful))(
  '%s is refused with status 3, and nothing of it runs',
  async (_, make) => {
    const trace = path.join(emptyFolder(), 'trace');
    const before = left();
    const archive = Buffer.concat([manifest, entry(bin, program(trace)), ...make(trace), Buffer.alloc(1024)]);
    await expect(rendered(gzipSync(archive))).rejects.toMatchObject({ name: 'UserError', status: 3 });
    expect(existsSync(trace)).toBe(false);
    expect(left()).toEqual(before);
  },
  10_000,
);

const special: readonly (readonly [string, string, string])[] = [
  ['a symbolic link', '2', '/etc/hostname'],
  ['a hard link', '1', '/etc/hostname'],
  ['a pipe', '6', ''],
  ['a device', '3', ''],
  ['a block device', '4', ''],
  ['an unknown kind of entry', 'Z', ''],
];

test.each(special)(
  '%s is not written',
  async (_, type, link) => {
    const trace = path.join(emptyFolder(), 'trace');
    const stolen = entry('package/stolen', '', { type, link });
    const archive = Buffer.concat([manifest, stolen, entry(bin, program(trace)), Buffer.alloc(1024)]);
    expect(Object.fromEntries(await rendered(gzipSync(archive)))).toEqual({ a: 'fine' });
    expect(existsSync(trace)).toBe(false);
  },
  10_000,
);

test('a link with a file below it becomes a separate folder', async () => {
  const target = emptyFolder();
  const archive = Buffer.concat([
    ...[manifest, entry('package/out', '', { type: '2', link: target }), entry('package/out/file', 'x')],
    ...[entry(bin, program(path.join(target, 'trace'))), Buffer.alloc(1024)],
  ]);
  expect(Object.fromEntries(await rendered(gzipSync(archive)))).toEqual({ a: 'fine' });
  expect(readdirSync(target)).toEqual([]);
}, 10_000);

test('an archive that unpacks to a thousand times its size is refused', async () => {
  const bomb = gzipSync(Buffer.alloc(1 << 28));
  expect(bomb.length).toBeLessThan(1 << 19);
  await expect(rendered(bomb)).rejects.toMatchObject({ name: 'UserError', status: 3 });
}, 60_000);

test('an archive with the maximum number of files ends quickly', async () => {
  const files = Array.from({ length: 8_000 }, (_, at) => entry(`package/${at}`));
  const archive = Buffer.concat([manifest, entry(bin, program('/nowhere')), ...files, Buffer.alloc(1024)]);
  expect(Object.fromEntries(await rendered(gzipSync(archive)))).toEqual({ a: 'fine' });
}, 30_000);
