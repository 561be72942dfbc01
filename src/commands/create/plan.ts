// The plan of a run, made before the first byte is written: the place, the answers, and the fate of each file.
import path from 'node:path';
import type { Answers } from '../../answers/index.ts';
import { noLimits, type Limits } from '../../answers/limits.ts';
import { givenByAnswers, questions, type Answered, type Question } from '../../answers/prompts.ts';
import { answersFrom, problemsOf, resolveAnswers, settle, type Given } from '../../answers/resolve.ts';
import { UserError } from '../../errors.ts';
import { forgeAt } from '../../formats/remote-url.ts';
import { updateCommand } from '../update-command.ts';
import { packageRoot } from '../../package-root.ts';
import { compare, type Change } from '../../repo/compare.ts';
import type { Files } from '../../repo/files.ts';
import { isKeptByGit } from '../../repo/target.ts';
import { baseImageReferences, type Digests } from '../../scaffold/base-images.ts';
import { ciImageReferences } from '../../scaffold/ci-images.ts';
import { scaffold, type Brought } from '../../scaffold/scaffold.ts';
import { readTemplates } from '../../scaffold/templates.ts';
import type { Invocation } from '../../cli/command.ts';
import type { Loaded } from '../preset/load.ts';
import { givenAnswers, hardenedFilesOf, madeHere, isOnPreset } from './given.ts';
import { refuseEdited } from './refuse-edited.ts';
import { mistakenCommand, nameFromDirectory, placeOf, type Place } from './place.ts';
import { commands } from '../index.ts';

export interface Plan {
  readonly place: Place;
  readonly answers: Answers;
  readonly files: Files;
  readonly changes: readonly Change[];
  /** The present files of the place. */
  readonly before: Files;
  /** A remark that stops nothing. */
  readonly note?: string;
  /** For a hardened repository: the files of harden that stay as they are, with the reasons. */
  readonly left?: readonly { readonly path: string; readonly why: string }[];
}

/** Asks registries for the digests of images. */
export type Pin = (references: readonly string[]) => Promise<Digests>;

export type Ask = (questions: readonly Question[]) => Promise<Answered>;
interface Request extends Pick<Invocation, 'cwd' | 'flags' | 'positionals' | 'problems'> {
  /** Answers that a program gave, as values of their type; flags take precedence. */
  readonly given?: Given;
  readonly preset?: Loaded | undefined;
}

/**
 * Plans a run.
 *
 * @param ask asks for missing answers; undefined if nobody can answer
 * @param pin finds the digests of the base images and of the images of the pipeline; undefined if the tags stay
 * @throws UserError with status 2 that names all faults of flags, files and values at once; 1 if the
 *   directory is not free
 */
export async function plan(request: Request, ask: Ask | undefined, pin?: Pin): Promise<Plan> {
  const { flags, cwd } = request;
  const [directory] = request.positionals;
  const inspected = directory === undefined ? undefined : attempt(() => placeOf(directory, '', cwd));
  const there = inspected?.value;
  const named = there === undefined ? inspected : attempt(() => freePlace(there, flags));
  const { given, problems } = await givenAnswers(request, named?.value);
  const withoutRepository =
    directory === undefined || given['name'] !== undefined ? given : withName(given, directory, cwd);
  const misread = [...request.problems, ...problems, ...wrongDirectory(directory)];
  const hardened = there && hardenedFilesOf(there);
  if (hardened !== undefined) {
    refuse([
      ...misread,
      ...(pin === undefined
        ? []
        : ['--resolve-digests does not apply: none of the files that harden created names a base image.']),
      ...(request.preset === undefined && (there === undefined || !isOnPreset(there))
        ? []
        : ['This repository was hardened. Run `harden --preset` instead.']),
    ]);
    if (named?.value === undefined) throw named?.error;
    return (await import('../harden/update.ts')).planUpdate({
      place: named.value,
      hardened,
      given,
      defaults: flags.has('yes'),
      ask,
    });
  }
  const limits = await limitsOf(request.preset);
  const complete = await withRepository(withoutRepository, there, limits);
  refuse([...misread, ...wrongValues(complete, flags, limits, misread.length > 0 || ask !== undefined)]);
  if (named?.error !== undefined) throw named.error;

  const refuseName = (name: string): string | undefined => {
    const reason = directory === undefined ? whyNotFree(placeOf(undefined, name, cwd), flags) : undefined;
    return reason && `cannot be used: ./${name} ${reason}`;
  };
  const answers = await settleAnswers(complete, ask, limits, refuseName);
  const place = named?.value ?? notHardened(freePlace(placeOf(undefined, answers.name, cwd), flags));
  const digests = await pin?.([...new Set([...baseImageReferences(answers), ...ciImageReferences(answers)])]);
  const templates = readTemplates(path.join(packageRoot, 'templates'));
  const files = scaffold(answers, templates, digests, await broughtBy(request.preset, templates));
  const note =
    directory === undefined || given['name'] !== undefined ? undefined : noteOnName(answers.name, directory, cwd);
  const comparison = compare(place, files);
  if (!flags.has('dry-run')) refuseEdited(place, comparison);
  return { place, answers, files, ...comparison, ...(note !== undefined && { note }) };
}

/** The files that writing would create or change. */
export function filesToWrite({ files, changes }: Plan): Files {
  const same = new Set(changes.filter(({ state }) => state === 'identical').map((change) => change.path));
  return new Map([...files].filter(([file]) => !same.has(file)));
}

/** With the remote of git as repository, if the directory is a clone, no answer names another, and the CI fits. */
async function withRepository(given: Given, there: Place | undefined, limits: Limits): Promise<Given> {
  if (given['repository'] !== undefined || there === undefined || !isKeptByGit(there)) return given;
  const origin = await (await import('../../git/status.ts')).originOf(there.path);
  const forge = origin && forgeAt(origin);
  if (origin === undefined || forge === undefined) return given;
  const pulled = { ...given, repository: origin.path, ...(forge === 'gitlab' && { ci: given['ci'] ?? forge }) };
  const { values, refused } = settle(pulled, { defaults: true, limits });
  const fits = (values.get('ci') === 'gitlab') === (forge === 'gitlab');
  return fits && !refused.some(({ key }) => key === 'ci' || key === 'repository') ? pulled : given;
}

async function settleAnswers(
  given: Given,
  ask: Ask | undefined,
  limits: Limits,
  refuseName: (name: string) => string | undefined,
): Promise<Answers> {
  if (ask === undefined) return answersFrom(settle(given, { defaults: true, limits }));
  const answered = await ask(
    questions(given, limits).map((question) =>
      question.name === 'name' ? alsoRefusing(question, refuseName) : question,
    ),
  );
  return resolveAnswers({ ...given, ...givenByAnswers(answered) }, { defaults: true, limits });
}

/** Code for presets is loaded only with a preset. */
async function limitsOf(loaded: Loaded | undefined): Promise<Limits> {
  return loaded === undefined ? noLimits : (await import('../../presets/limits.ts')).limitsOf(loaded.preset);
}

async function broughtBy(loaded: Loaded | undefined, templates: Files): Promise<Brought | undefined> {
  if (loaded === undefined) return undefined;
  return (await import('../preset/brought.ts')).broughtTo(loaded, templates);
}

function alsoRefusing(question: Question, refuseValue: (value: string) => string | undefined): Question {
  return {
    ...question,
    validate: (value, answered) => {
      const valid = question.validate(value, answered);
      return valid === true ? (refuseValue(String(value)) ?? true) : valid;
    },
  };
}

function refuse(problems: readonly string[]): void {
  if (problems.length > 0) throw new UserError(problems, { status: 2 });
}

/**
 * The wrong and the missing values.
 *
 * @param incomplete only given values can be wrong yet: questions follow, or a mistyped flag or key hides a value
 */
function wrongValues(given: Given, flags: Invocation['flags'], limits: Limits, incomplete: boolean): readonly string[] {
  const defaults = flags.has('yes');
  const settled = settle(given, { defaults: defaults || incomplete, limits });
  return incomplete
    ? settled.refused.filter(({ key }) => key in given).map(({ message }) => message)
    : problemsOf(settled, { defaults });
}

function wrongDirectory(directory: string | undefined): readonly string[] {
  if (directory === '') return ['The directory must not be empty.'];
  const mistaken = directory === undefined ? undefined : mistakenCommand(directory, Object.keys(commands));
  return mistaken === undefined ? [] : [mistaken];
}

function freePlace(place: Place, flags: Invocation['flags']): Place {
  const reason = whyNotFree(place, flags);
  if (reason === undefined) return place;
  const made = madeHere(place);
  if (made === 'generated')
    throw new UserError(
      [
        `${place.path} was generated.`,
        `Run \`${updateCommand(place.shown)}\`: it merges newer templates and other answers with your edits.`,
      ],
      { status: 1 },
    );
  if (made !== undefined)
    throw new UserError(
      [
        `${place.path} was hardened, not generated.`,
        `Run \`${updateCommand(place.shown)}\`: it merges newer versions of the files that harden wrote with your edits.`,
        'Or add --force to replace the files that nobody edited (--dry-run shows the changes).',
      ],
      { status: 1 },
    );
  throw new UserError(
    `${place.path} ${reason}. Choose another directory, or add --force to write into it (--dry-run shows the changes).`,
    { status: 1 },
  );
}

/** Reads its answers where a flag names it. */
function notHardened(place: Place): Place {
  if (hardenedFilesOf(place) === undefined) return place;
  throw new UserError(`${place.path} was hardened, not generated. Name it to update it: ${place.shown} --force.`, {
    status: 1,
  });
}

function whyNotFree(place: Place, flags: Invocation['flags']): string | undefined {
  return place.state !== 'occupied' || flags.has('force') || flags.has('dry-run')
    ? undefined
    : 'is a directory that is not empty';
}

/** A refusal of the directory waits until the whole command line is checked. */
function attempt<T>(look: () => T): { readonly value?: T; readonly error?: unknown } {
  try {
    return { value: look() };
  } catch (error) {
    return { error };
  }
}

function withName(given: Given, directory: string, cwd: string): Given {
  const name = nameFromDirectory(directory, cwd);
  return name === undefined ? given : { ...given, name };
}

function noteOnName(name: string, directory: string, cwd: string): string | undefined {
  return name === path.basename(path.resolve(cwd, directory))
    ? undefined
    : `The controller is named ${name} after its directory; --name chooses another name.`;
}
