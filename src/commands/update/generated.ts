// The update of a generated repository: every file that this version writes.
import path from 'node:path';
import { answersFromYoRc, answersPath, presetIn, withRecord } from '../../answers/document.ts';
import type { Answers } from '../../answers/index.ts';
import { noLimits } from '../../answers/limits.ts';
import { resolveAnswers } from '../../answers/resolve.ts';
import type { Invocation } from '../../cli/command.ts';
import { UserError } from '../../errors.ts';
import { packageRoot } from '../../package-root.ts';
import type { Files } from '../../repo/files.ts';
import type { Repository } from '../../repo/repository.ts';
import { projectFrom } from '../../scaffold/project.ts';
import { keptOf } from '../../scaffold/record.ts';
import { scaffold, type Brought } from '../../scaffold/scaffold.ts';
import { withStoredBase } from '../../scaffold/stored-base.ts';
import { readTemplates } from '../../scaffold/templates.ts';
import { withIntegrityOf, writtenPath } from '../../scaffold/written.ts';
import type { Place } from '../create/place.ts';
import { presetOfFlag } from '../preset/flag.ts';
import type { Loaded } from '../preset/load.ts';
import { baseOf, content } from './base.ts';
import type { Request, Sides } from './sides.ts';

/**
 * @throws UserError with status 2 if an answer is wrong or the preset is not named, 1 if nothing shows what the
 * recorded version wrote
 */
export async function generatedSides(
  place: Place,
  before: Repository,
  { invocation, given, say }: Request,
): Promise<Sides> {
  const yoRc = before.files.get(answersPath) ?? '{}';
  const loaded = await presetFor(yoRc, invocation);
  const limits = loaded === undefined ? noLimits : (await import('../../presets/limits.ts')).limitsOf(loaded.preset);
  const answers = resolveAnswers(given, { defaults: true, limits, say });
  const kept = resolveAnswers(answersFromYoRc(yoRc, answersPath).given, { defaults: true });
  const theirs = render(
    answers,
    loaded && (await import('../preset/brought.ts')).broughtAgain(loaded, templates(), before.files),
  );
  return {
    theirs: content(theirs),
    ...(await baseOf(place.path, before, render(kept), invocation)),
    hosts: { before: projectFrom(kept).outsideHosts, after: projectFrom(answers).outsideHosts },
    records: (stored) => recordsOf(before.files, theirs, stored),
    left: [],
  };
}

function render(answers: Answers, brought?: Brought): Files {
  return scaffold(answers, templates(), undefined, brought);
}

function templates(): Files {
  return readTemplates(path.join(packageRoot, 'templates'));
}

/** Without its preset, an update would remove the files of the preset and drop its demands. */
async function presetFor(yoRc: string, { flags, cwd }: Invocation): Promise<Loaded | undefined> {
  const loaded = await presetOfFlag(flags, cwd);
  const recorded = presetIn(yoRc);
  if (loaded !== undefined || recorded === undefined) return loaded;
  const name = recorded.version === undefined ? recorded.name : `${recorded.name}@${recorded.version}`;
  throw new UserError(`This repository uses the preset ${name}. Name it, or a newer version: --preset ${name}.`, {
    status: 2,
  });
}

/** Other generators of Yeoman keep their answers in the same file. */
function recordsOf(before: Files, theirs: Files, stored: Files): Files {
  const yoRc = before.get(answersPath) ?? '{}';
  const written = withIntegrityOf(theirs.get(writtenPath) ?? '{}', before.get(writtenPath) ?? '');
  const answers = answersFromYoRc(theirs.get(answersPath) ?? '', answersPath).given;
  return new Map([
    [answersPath, withRecord(yoRc, keptOf(answers, undefined, presetIn(theirs.get(answersPath) ?? ''))) ?? yoRc],
    [writtenPath, withStoredBase(written, stored)],
  ]);
}
