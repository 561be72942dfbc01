// buildah without a daemon, with its storage next to the other caches.
import { join } from 'node:path';
import { execa, type Options } from 'execa';
import { cacheDirectory } from '../cluster/control-plane/cache.ts';
import { at, isObject, parseJson, type JsonObject } from '../cluster/control-plane/json.ts';

/** The folder of this suite, kept between runs. */
export const home = join(cacheDirectory(), 'image');

// vfs copies each layer, and needs neither overlayfs nor a device.
const storage = ['--root', join(home, 'storage'), '--runroot', join(home, 'run'), '--storage-driver', 'vfs'];

/** Runs buildah and returns its standard output. `chroot` is the isolation without a runtime or cgroups. */
export async function buildah(words: readonly string[], options: Options = {}): Promise<string> {
  const { stdout } = await execa('buildah', [...storage, ...words], {
    ...options,
    env: { BUILDAH_ISOLATION: 'chroot' },
  });
  return typeof stdout === 'string' ? stdout : '';
}

export async function hasImage(reference: string): Promise<boolean> {
  const { exitCode } = await execa('buildah', [...storage, 'inspect', '--type', 'image', reference], { reject: false });
  return exitCode === 0;
}

/** The run settings of the image: `User`, `Env`, `Entrypoint`, `WorkingDir`. */
export async function imageConfig(reference: string): Promise<JsonObject> {
  const config = at(parseJson(await buildah(['inspect', '--type', 'image', reference])), 'OCIv1', 'config');
  if (!isObject(config)) throw new Error(`${reference} has no config`);
  return config;
}

/** Creates an image of folders, each at a path of the image. */
export async function imageOf(
  reference: string,
  folders: Readonly<Record<string, string>>,
  config: readonly string[],
): Promise<void> {
  const container = await buildah(['from', 'scratch']);
  for (const [target, folder] of Object.entries(folders)) await buildah(['add', container, folder, target]);
  await buildah(['config', ...config, container]);
  await buildah(['commit', '--rm', container, reference]);
}
