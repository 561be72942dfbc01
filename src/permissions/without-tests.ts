// An installation as a program meets it: grants that only `helm test` installs are not compared with its code.
import { isTestHook } from '../inventory/chart/test-hooks.ts';
import type { Installations } from '../inventory/installations.ts';
import type { Manifest } from '../inventory/manifests.ts';

/** The same installations without the objects of `helm test`. */
export function withoutTests(installed: Installations): Installations {
  if (!installed.manifests.some(isOfTest)) return installed;
  return {
    ...installed,
    manifests: installed.manifests.filter((one) => !isOfTest(one)),
    installations: installed.installations.map((one) => ({
      ...one,
      manifests: one.manifests.filter((manifest) => !isOfTest(manifest)),
      optional: () => one.optional().filter((manifest) => !isOfTest(manifest)),
    })),
  };
}

function isOfTest({ part }: Manifest): boolean {
  return isTestHook(part);
}
