// The plan of an update, made before the first byte is written.
import { answersPath, hardenedIn } from '../../answers/document.ts';
import { settle, type Given, type Problem } from '../../answers/resolve.ts';
import { audit } from '../../audit/audit.ts';
import { configOf } from '../../audit/config.ts';
import type { Finding } from '../../audit/finding.ts';
import { newSince } from '../../audit/since.ts';
import type { Invocation } from '../../cli/command.ts';
import { UserError } from '../../errors.ts';
import { withUnixEnds } from '../../formats/line-ends.ts';
import { lock, type Update } from '../../merge/merge-update.ts';
import { mergeMoved } from '../../merge/moves.ts';
import { movedFiles } from '../../releases/migrate.ts';
import type { Files } from '../../repo/files.ts';
import { readRepository } from '../../repo/read.ts';
import { repositoryOf, type Repository } from '../../repo/repository.ts';
import { generator } from '../../scaffold/record.ts';
import { storedBaseIn } from '../../scaffold/stored-base.ts';
import { writtenPath } from '../../scaffold/written.ts';
import { inferPermissions } from '../audit/infer-permissions.ts';
import { givenAnswers } from '../create/given.ts';
import type { Place } from '../create/place.ts';
import { content } from './base.ts';
import { blockedIn } from './blocked.ts';
import { gainsOf, type Gains } from './gains.ts';
import { generatedSides } from './generated.ts';

export interface Plan {
  readonly before: Repository;
  readonly update: Update;
  /** The answers and the written files, once every conflict is settled. */
  readonly records: Files;
  /** The version that wrote the repository, and this one. */
  readonly from: string;
  readonly to: string;
  /** Findings that the repository did not have before; empty while conflicts are open. */
  readonly weaker: readonly Finding[];
  /** The permissions and addresses that the controller gains, and those that it loses. */
  readonly gains: Gains;
}

/** Whether a person must settle a conflict or decide about a file before the repository is up to date. */
export function waits({ update }: Plan): boolean {
  return update.conflicts.length > 0 || update.left.some(({ undecided }) => undecided);
}

export interface Change {
  /** Converts the given answers to the wanted ones; undefined if nothing changes. */
  readonly answers: (given: Given) => Given | undefined;
  /** Describes a wrong answer in the words of the user; by default by its flag. */
  readonly say?: (problem: Problem) => string;
}

/**
 * Reports a mistyped answer before any problem with git. It looks only at the answers: `planUpdate` checks the refusals of
 * presets and records.
 *
 * @throws UserError with status 2
 */
export async function refuseWrongAnswers(invocation: Invocation, place: Place, change: Change): Promise<void> {
  const { problems } = await givenAnswers(invocation, undefined);
  if (problems.length > 0) throw new UserError(problems, { status: 2 });
  const { given } = await givenAnswers(invocation, place);
  const recorded = (await givenAnswers({ ...invocation, flags: new Map() }, place)).given;
  const before = new Set(settle(recorded, { defaults: true }).refused.map(({ message }) => message));
  const { refused } = settle(change.answers(given) ?? given, { defaults: true });
  const wrong = refused.filter(({ message }) => !before.has(message));
  const { say = ({ message }) => message } = change;
  if (wrong.length > 0) throw new UserError(wrong.map(say), { status: 2 });
}

/**
 * Plans an update; undefined if `change` changes nothing.
 *
 * @throws UserError with status 2 if an answer is wrong or neither the generator nor harden wrote here, 1 if nothing
 * shows the text of the recorded version
 */
export async function planUpdate(invocation: Invocation, place: Place, change: Change): Promise<Plan | undefined> {
  const before = readRepository(place.path);
  const made = hardenedIn(before.files.get(answersPath) ?? '');
  if (made === undefined) throw notKnown(place);
  const { given, problems } = await givenAnswers(invocation, place);
  const all = [...invocation.problems, ...problems];
  if (all.length > 0) throw new UserError(all, { status: 2 });
  const changed = change.answers(given);
  if (changed === undefined) return undefined;
  const request = { invocation, given: changed, say: change.say };
  const { theirs, base, from, hosts, records, left } =
    made === 'generated'
      ? await generatedSides(place, before, request)
      : await (await import('./hardened.ts')).hardenedSides(place, before, made, request);
  const blocked = blockedIn(before, base.files, theirs);
  const merged = await mergeMoved({ ours: content(before.files), theirs, base, blocked }, movedFiles());
  const update = { ...merged, left: [...merged.left, ...left] };
  const after = afterOf(before, update);
  const weaker = update.conflicts.length > 0 ? [] : await weakerIn(before, after);
  const stored = textsToStore(before, after, theirs, base.files);
  const gains = gainsOf(before, after, hosts);
  return { before, update, records: records(stored), from, to: generator, weaker, gains };
}

/** @returns the repository as the update would leave it */
function afterOf(before: Repository, { changed, removed }: Update): Repository {
  const files = new Map([...before.files, ...changed]);
  for (const file of removed) files.delete(file);
  return repositoryOf([...files], before.skipped);
}

/** The findings of the result that the repository does not have now. */
export async function weakerIn(before: Repository, after: Repository): Promise<readonly Finding[]> {
  const judge = async (repository: Repository) =>
    audit(repository, { ...(await inferPermissions(repository)), config: configOf(repository) });
  const now = await judge(after);
  if (!now.findings.some(isBroken)) return [];
  return newSince(now, await judge(before)).findings.filter(isBroken);
}

function isBroken({ state }: Finding): boolean {
  return state === 'broken';
}

/**
 * The texts of this version that no commit will contain, because they were merged with an edit or their file moved. A
 * commit already contains unchanged text. Stored text stays as long as this version writes it, so a second update
 * changes nothing.
 */
function textsToStore(before: Repository, after: Repository, theirs: Files, base: Files): Files {
  const known = storedBaseIn(before.files.get(writtenPath) ?? '');
  return new Map(
    [...theirs].filter(([file, text]) => {
      const now = after.files.get(file);
      if (file === lock) return false;
      if (known.get(file) === text) return true;
      return base.get(file) !== text && (now === undefined || withUnixEnds(now) !== text);
    }),
  );
}

/** The error for a directory in which neither the generator nor harden wrote. */
export function notKnown({ shown }: Place): UserError {
  return new UserError(
    `${shown} has no ${answersPath} of this generator, so update cannot work on it. To harden an existing repository, run harden.`,
    { status: 2 },
  );
}
