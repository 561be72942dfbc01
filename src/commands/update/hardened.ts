// The update of a repository that was hardened, not generated: only the whole files of harden.
import path from 'node:path';
import { answersFromYoRc, answersPath, presetIn, versionIn, type RecordedPreset } from '../../answers/document.ts';
import { UserError } from '../../errors.ts';
import { blobIdOf, isTextOf } from '../../formats/blob-id.ts';
import { withUnixEnds } from '../../formats/line-ends.ts';
import { referenceFor } from '../../harden/reference.ts';
import { recordWith } from '../../harden/remember.ts';
import { packageRoot } from '../../package-root.ts';
import type { Files } from '../../repo/files.ts';
import type { Repository } from '../../repo/repository.ts';
import { generatorAt } from '../../scaffold/record.ts';
import { withStoredBase } from '../../scaffold/stored-base.ts';
import { readTemplates } from '../../scaffold/templates.ts';
import { writtenDocument, writtenPath } from '../../scaffold/written.ts';
import type { HardenedFiles } from '../create/given.ts';
import type { Place } from '../create/place.ts';
import { readAnswers } from '../harden/read-answers.ts';
import { folderOf, provenBase } from './base.ts';
import type { Request, Sides } from './sides.ts';

/** @param hardened the files that harden wrote, each with the digest of its text */
export async function hardenedSides(
  place: Place,
  before: Repository,
  hardened: HardenedFiles,
  { invocation, given }: Request,
): Promise<Sides> {
  if (invocation.flags.has('preset'))
    throw new UserError(
      [
        '`update --preset` is for generated repositories; this one was hardened.',
        'Run `harden --preset`: it applies a preset.',
      ],
      { status: 2 },
    );
  if (invocation.flags.has('from-registry'))
    throw new UserError(
      'The text that `harden` wrote depends on the repository at that time, so the release cannot write it again: use --base DIR.',
      { status: 2 },
    );
  const yoRc = before.files.get(answersPath) ?? '{}';
  const { inferred } = await readAnswers(place.path, before);
  const templates = readTemplates(path.join(packageRoot, 'templates'));
  const old = referenceFor(inferred, answersFromYoRc(yoRc, answersPath).given, templates).repository.files;
  const reference = referenceFor(inferred, given, templates).repository.files;
  const theirs: Files = new Map([...reference].filter(([file]) => hardened.has(file)));
  const written = new Map([...hardened].filter(([file]) => theirs.has(file)));
  const texts = [before.files, old, folderOf(invocation) ?? new Map()];
  return {
    theirs,
    base: await provenBase(place.path, before, idsOf(written, texts), old, invocation),
    from: generatorAt(versionIn(yoRc)),
    hosts: { before: [], after: [] },
    records: (stored) => recordsOf(before, new Map([...hardened, ...idsIn(theirs)]), given, stored),
    left: [...hardened.keys()].flatMap((file) =>
      theirs.has(file) || !before.files.has(file) ? [] : [noLonger(file, presetIn(yoRc))],
    ),
  };
}

/** Their ids in git; a digest of an older version is converted if a text in the repository matches it. */
function idsOf(digests: HardenedFiles, texts: readonly Files[]): ReadonlyMap<string, string> {
  return new Map(
    [...digests].map(([file, digest]) => {
      const candidates = texts.flatMap((files) => files.get(file) ?? []).map(withUnixEnds);
      const text = candidates.find((one) => isTextOf(one, digest));
      return [file, text === undefined ? digest : blobIdOf(text)];
    }),
  );
}

function idsIn(files: Files): ReadonlyMap<string, string> {
  return new Map([...files].map(([file, text]) => [file, blobIdOf(text)]));
}

/** The merged text is kept next to .yo-rc.json, and only if there is one: that file is for people. */
function recordsOf(before: Repository, hardened: HardenedFiles, given: Request['given'], stored: Files): Files {
  const yoRc = before.files.get(answersPath);
  const record = recordWith(yoRc, given, hardened) ?? yoRc ?? '';
  const merged = stored.size === 0 ? undefined : withStoredBase(writtenDocument(new Map()), stored);
  return new Map([[answersPath, record], ...(merged === undefined ? [] : [[writtenPath, merged] as const])]);
}

function noLonger(
  file: string,
  preset: RecordedPreset | undefined,
): { readonly path: string; readonly why: string; readonly undecided: false } {
  const why =
    preset === undefined
      ? 'harden wrote it and no longer writes it: remove it if you do not need it'
      : `harden wrote it, perhaps for the preset ${preset.name}: \`harden --preset\` keeps it up to date`;
  return { path: file, why, undecided: false };
}
