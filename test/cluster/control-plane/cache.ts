// The folder for builds that take minutes, kept between runs.
import { join } from 'node:path';
import { packageRoot } from '../../../src/package-root.ts';

/** $XDG_CACHE_HOME/create-kube-secure-controller if that is set, else `.cache` at the root of the repository. */
export function cacheDirectory(): string {
  const shared = process.env['XDG_CACHE_HOME'];
  return shared ? join(shared, 'create-kube-secure-controller') : join(packageRoot, '.cache');
}
