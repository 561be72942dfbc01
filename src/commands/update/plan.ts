// What an update would do, known before the first byte is written.
import path from 'node:path';
import { answersFromYoRc, answersPath, hardenedIn, presetIn, withRecord } from '../../answers/document.ts';
import type { Answers } from '../../answers/index.ts';
import { noLimits } from '../../answers/limits.ts';
import { resolveAnswers, type Given } from '../../answers/resolve.ts';
import { audit } from '../../audit/audit.ts';
import { configOf } from '../../audit/config.ts';
import type { Finding } from '../../audit/finding.ts';
import { newSince } from '../../audit/since.ts';
import type { Invocation } from '../../cli/command.ts';
import { UserError } from '../../errors.ts';
import { withUnixEnds } from '../../formats/line-ends.ts';
import { lock, mergeUpdate, type Update } from '../../merge/merge-update.ts';
import { packageRoot } from '../../package-root.ts';
import type { Files } from '../../repo/files.ts';
import { readRepository } from '../../repo/read.ts';
import { repositoryOf, type Repository } from '../../repo/repository.ts';
import { projectFrom } from '../../scaffold/project.ts';
import { generator, keptOf } from '../../scaffold/record.ts';
import { scaffold, type Brought } from '../../scaffold/scaffold.ts';
import { storedBaseIn, withStoredBase } from '../../scaffold/stored-base.ts';
import { readTemplates } from '../../scaffold/templates.ts';
import { writtenPath } from '../../scaffold/written.ts';
import { inferPermissions } from '../audit/infer-permissions.ts';
import { givenAnswers } from '../create/given.ts';
import { presetOfFlag } from '../preset/flag.ts';
import type { Loaded } from '../preset/load.ts';
import type { Place } from '../create/place.ts';
import { baseOf, content } from './base.ts';
import { blockedIn } from './blocked.ts';
import { gainsOf, type Gains } from './gains.ts';

export interface Plan {
  readonly before: Repository;
  readonly update: Update;
  /** The answers and what was written, as they stand once every file is settled. */
  readonly records: Files;
  /** The version that wrote the repository, and this one. */
  readonly from: string;
  readonly to: string;
  /** Findings that the repository did not have before; empty while conflicts are open. */
  readonly weaker: readonly Finding[];
  /** What the controller may do and reach afterwards and not now, and the other way round. */
  readonly gains: Gains;
}

/** Makes the answers that are wanted of those that are given; undefined where that changes nothing. */
export type Change = (given: Given) => Given | undefined;

/**
 * Plans an update of a generated repository; undefined where `change` has nothing to change.
 *
 * @throws UserError with status 2 where an answer is wrong or this is no generated repository, 1 where nothing tells what
 *   the recorded version wrote
 */
export async function planUpdate(invocation: Invocation, place: Place, change: Change): Promise<Plan | undefined> {
  const before = readRepository(place.path);
  const yoRc = before.files.get(answersPath);
  if (yoRc === undefined || hardenedIn(yoRc) !== 'generated') throw notGenerated(place, yoRc);
  const { given, problems } = await givenAnswers(invocation, place);
  const all = [...invocation.problems, ...problems];
  if (all.length > 0) throw new UserError(all, { status: 2 });
  const changed = change(given);
  if (changed === undefined) return undefined;
  const loaded = await presetFor(yoRc, invocation);
  const limits = loaded === undefined ? noLimits : (await import('../../presets/limits.ts')).limitsOf(loaded.preset);
  const answers = resolveAnswers(changed, { defaults: true, limits });
  const kept = resolveAnswers(answersFromYoRc(yoRc, answersPath).given, { defaults: true });
  const theirs = render(
    answers,
    loaded && (await import('../preset/brought.ts')).broughtAgain(loaded, templates(), before.files),
  );
  const old = render(kept);
  const { base, from } = await baseOf(place.path, before, old, invocation);
  const ours = content(before.files);
  const blocked = blockedIn(before, base.files, content(theirs));
  const update = await mergeUpdate({ ours, theirs: content(theirs), base, blocked });
  const after = afterOf(before, update);
  const weaker = update.conflicts.length > 0 ? [] : await weakerIn(before, after);
  const hosts = { before: projectFrom(kept).outsideHosts, after: projectFrom(answers).outsideHosts };
  const gains = gainsOf(before, after, hosts);
  const stored = textsToStore(before, after, content(theirs), base.files);
  return { before, update, records: recordsOf(yoRc, theirs, stored), from, to: generator, weaker, gains };
}

function render(answers: Answers, brought?: Brought): Files {
  return scaffold(answers, templates(), undefined, brought);
}

function templates(): Files {
  return readTemplates(path.join(packageRoot, 'templates'));
}

/** Without its preset an update would take away what the preset brought, and ask for nothing that it demands. */
async function presetFor(yoRc: string, { flags, cwd }: Invocation): Promise<Loaded | undefined> {
  const loaded = await presetOfFlag(flags, cwd);
  const recorded = presetIn(yoRc);
  if (loaded !== undefined || recorded === undefined) return loaded;
  const name = recorded.version === undefined ? recorded.name : `${recorded.name}@${recorded.version}`;
  throw new UserError(`This repository is on the preset ${name}. Name it, or a newer version: --preset ${name}.`, {
    status: 2,
  });
}

/** @returns the repository as the update would leave it */
function afterOf(before: Repository, { changed, removed }: Update): Repository {
  const files = new Map([...before.files, ...changed]);
  for (const file of removed) files.delete(file);
  return repositoryOf([...files], before.skipped);
}

/** What the audit of the result finds and that of the repository as it is does not. */
export async function weakerIn(before: Repository, after: Repository): Promise<readonly Finding[]> {
  const judge = async (repository: Repository) =>
    audit(repository, { ...(await inferPermissions(repository)), config: configOf(repository) });
  const found = newSince(await judge(after), await judge(before)).findings;
  return found.filter(({ state }) => state === 'broken');
}

/**
 * What this version writes and no commit will hold, since it was merged with an edit or its file was moved. What is as it was
 * written before is in a commit already, unless it was stored then too.
 */
function textsToStore(before: Repository, after: Repository, theirs: Files, base: Files): Files {
  const known = storedBaseIn(before.files.get(writtenPath) ?? '');
  return new Map(
    [...theirs].filter(([file, text]) => {
      const now = after.files.get(file);
      const isCommitted = base.get(file) === text && known.get(file) !== text;
      return file !== lock && !isCommitted && (now === undefined || withUnixEnds(now) !== text);
    }),
  );
}

/** Other generators of Yeoman keep their answers in the same file. */
function recordsOf(yoRc: string, theirs: Files, stored: Files): Files {
  const answers = answersFromYoRc(theirs.get(answersPath) ?? '', answersPath).given;
  return new Map([
    [answersPath, withRecord(yoRc, keptOf(answers, undefined, presetIn(theirs.get(answersPath) ?? ''))) ?? yoRc],
    [writtenPath, withStoredBase(theirs.get(writtenPath) ?? '{}', stored)],
  ]);
}

function notGenerated({ shown }: Place, yoRc: string | undefined): UserError {
  return yoRc !== undefined && hardenedIn(yoRc) !== undefined
    ? new UserError(
        `${shown} was hardened, not generated. Run harden: it also brings up to date what it wrote before.`,
        { status: 2 },
      )
    : new UserError(
        `${shown} has no ${answersPath} of this generator, so it is no repository that update knows. To harden one that exists, run harden.`,
        { status: 2 },
      );
}
