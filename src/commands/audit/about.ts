// The facts in a report about the judged repository itself: its identity and its record.
import path from 'node:path';
import { answersFromYoRc, answersPath, hardenedIn, presetIn, versionIn } from '../../answers/document.ts';
import { nameOfOrigin } from '../../formats/remote-url.ts';
import { originOf } from '../../git/status.ts';
import { wayFromTop } from '../../repo/git-folder.ts';
import type { Repository } from '../../repo/repository.ts';
import type { About, Recorded } from '../../audit/json-report.ts';
import type { Loaded } from '../preset/load.ts';

/** @param root its folder; its name is the remote of git, because its files could claim any name */
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

/** Null if this package has no record there, or an unreadable one. */
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
