// What a report says of the repository that was judged, besides what was found: which one it is, and what it keeps of its making.
import path from 'node:path';
import { answersFromYoRc, answersPath, hardenedIn, presetIn, versionIn } from '../../answers/document.ts';
import { nameOfOrigin } from '../../formats/remote-url.ts';
import { originOf } from '../../git/status.ts';
import { wayFromTop } from '../../repo/git-folder.ts';
import type { Repository } from '../../repo/repository.ts';
import type { About, Recorded } from '../../audit/json-report.ts';
import type { Loaded } from '../preset/load.ts';

/** @param root where it lies; what git pulls from is its name, and nothing that it says of itself */
export async function aboutOf(root: string, repository: Repository, preset: Loaded | undefined): Promise<About> {
  const origin = await originOf(root);
  return {
    repository: {
      origin: origin === undefined ? null : nameOfOrigin(origin),
      directory: path.basename(root),
      path: wayFromTop(root),
    },
    record: recordIn(repository.files.get(answersPath)),
    preset: preset?.recorded ?? null,
  };
}

/** Null where this package keeps nothing there, or nothing that can be read. */
function recordIn(text: string | undefined): Recorded | null {
  const hardened = text === undefined ? undefined : hardenedIn(text);
  if (text === undefined || hardened === undefined) return null;
  const { scope } = answersFromYoRc(text, answersPath).given;
  return {
    by: hardened === 'generated' ? 'create' : 'harden',
    version: versionIn(text) ?? null,
    scope: typeof scope === 'string' ? scope : null,
    preset: presetIn(text) ?? null,
  };
}
