// Bundles for the catalogue of OLM: usually made from other manifests of the repository, which are judged instead.
import type { Repository } from '../repo/repository.ts';
import { isGrant, isManifestFile } from './judged.ts';
import { whyNotShipped } from './shipped.ts';

export const ofBundle = 'an OLM bundle, made from other manifests';

export const isServiceVersion = /^["'{ \t]*kind["']?:[ \t]*["']?ClusterServiceVersion/m;

/** Which files belong to a bundle that is made from others here. A bundle that is all there is was written by hand. */
export function bundleFiles({ files }: Repository, hasCharts: boolean): (path: string, text: string) => boolean {
  const isOfBundle = (path: string, text: string): boolean =>
    /(^|\/)bundle\/manifests\//.test(path) || isServiceVersion.test(text);
  let hasSource: boolean | undefined = hasCharts ? true : undefined;
  return (path, text) => {
    if (!isOfBundle(path, text)) return false;
    hasSource ??= [...files].some(
      ([other, words]) =>
        isManifestFile(other, words) && installs(words) && !isOfBundle(other, words) && isJudged(other),
    );
    return hasSource;
  };
}

function installs(text: string): boolean {
  return isGrant(text) || /^kind:\s*(?:Deployment|StatefulSet|DaemonSet)\b/m.test(text);
}

function isJudged(path: string): boolean {
  return whyNotShipped(path) === undefined;
}
