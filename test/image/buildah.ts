// buildah without a daemon, with a storage of its own beside the other caches.
import { join } from 'node:path';
import { execa, type Options } from 'execa';
import { cacheDirectory } from '../cluster/control-plane/cache.ts';
import { at, isObject, parseJson, type JsonObject } from '../cluster/control-plane/json.ts';

/** Where everything of this suite stays between runs. */
export const home = join(cacheDirectory(), 'image');

// vfs copies each layer: it needs neither overlayfs nor a device.
const storage = ['--root', join(home, 'storage'), '--runroot', join(home, 'run'), '--storage-driver', 'vfs'];

/** Runs buildah and gives its standard output. `chroot` is the isolation that needs no runtime and no cgroup. */
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

/** What the image says of how it is to be run: `User`, `Env`, `Entrypoint`, `WorkingDir`. */
export async function imageConfig(reference: string): Promise<JsonObject> {
  const config = at(parseJson(await buildah(['inspect', '--type', 'image', reference])), 'OCIv1', 'config');
  if (!isObject(config)) throw new Error(`${reference} has no config`);
  return config;
}

/** Makes an image of folders, each put at a path of the image. */
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
