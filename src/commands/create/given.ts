// The answers that are known before any question: from flags, then from --answers, then from the .yo-rc.json of the
// directory.
import path from 'node:path';
import {
  answersFromFile,
  answersFromYoRc,
  answersPath,
  hardenedIn,
  presetIn,
  type DocumentAnswers,
} from '../../answers/document.ts';
import { givenByFlags } from '../../answers/flags.ts';
import { settle, type Given } from '../../answers/resolve.ts';
import type { Place } from './place.ts';
import type { Invocation } from '../../cli/command.ts';
import { readText } from '../../repo/read-file.ts';
import { own } from '../../table.ts';

/** The record of the files that harden wrote: the digest of each. */
export type HardenedFiles = ReadonlyMap<string, string>;

/** The given answers, the nearer source first, and their faults. */
export async function givenAnswers(
  { flags, cwd, given }: Pick<Invocation, 'flags' | 'cwd'> & { readonly given?: Given },
  place: Place | undefined,
): Promise<DocumentAnswers> {
  const file = flags.get('answers');
  const fromFile = typeof file === 'string' ? await readAnswers(file, cwd) : nothing;
  const fromRepository = place === undefined ? nothing : readYoRc(place);
  const wanted = { ...fromFile.given, ...given, ...givenByFlags(flags) };
  return {
    given: { ...stillMeant(fromRepository.given, wanted), ...wanted },
    problems: [...fromFile.problems, ...fromRepository.problems],
  };
}

/**
 * The recorded answers that still make sense with the requested ones: a move to GitLab drops the answer for Dependabot.
 */
function stillMeant(recorded: Given, wanted: Given): Given {
  const changed = Object.entries(wanted).some(([key, value]) => own(recorded, key) !== value);
  if (!changed || Object.keys(recorded).length === 0) return recorded;
  const before = pointlessIn(recorded);
  const now = pointlessIn({ ...recorded, ...wanted });
  return Object.fromEntries(
    Object.entries(recorded).filter(([key]) => own(wanted, key) !== undefined || before.has(key) || !now.has(key)),
  );
}

function pointlessIn(given: Given): ReadonlySet<string> {
  const { refused } = settle(given, { defaults: true });
  return new Set(refused.filter(({ isPointless }) => isPointless).map(({ key }) => key));
}

const nothing: DocumentAnswers = { given: {}, problems: [] };

async function readAnswers(file: string, cwd: string): Promise<DocumentAnswers> {
  const where = `--answers ${file}`;
  const text = readText(path.resolve(cwd, file), { follow: true });
  if (text.why !== undefined) return { given: {}, problems: [`${where} ${text.why}.`] };
  try {
    return answersFromFile(
      file.endsWith('.json')
        ? JSON.parse(text.content)
        : (await import('../../formats/yaml/value.ts')).yamlValue(text.content),
      where,
    );
  } catch (error) {
    if (error instanceof SyntaxError || (error instanceof Error && error.name.startsWith('YAML')))
      return { given: {}, problems: [`${where} is not valid: ${error.message.trimEnd()}`] };
    throw error;
  }
}

/** Undefined if the repository was not hardened, or was generated: then all of it belongs to the generator. */
export function hardenedFilesOf(place: Place): HardenedFiles | undefined {
  const made = madeHere(place);
  return made === 'generated' ? undefined : made;
}

/** The author of the repository: the files that harden wrote, or the generator for all of it; undefined for neither. */
export function madeHere(place: Place): HardenedFiles | 'generated' | undefined {
  const text = place.state === 'occupied' ? readText(path.join(place.path, answersPath)) : undefined;
  return text?.why === undefined && text !== undefined ? hardenedIn(text.content) : undefined;
}

/** Whether the repository has recorded a preset. */
export function isOnPreset(place: Place): boolean {
  const text = place.state === 'occupied' ? readText(path.join(place.path, answersPath)) : undefined;
  return text?.why === undefined && text !== undefined && presetIn(text.content) !== undefined;
}

function readYoRc(place: Place): DocumentAnswers {
  if (place.state !== 'occupied') return nothing;
  const file = path.join(place.path, answersPath);
  const text = readText(file);
  if (text.why === undefined) return answersFromYoRc(text.content, file);
  return text.code === 'ENOENT' ? nothing : { given: {}, problems: [`${file} ${text.why}.`] };
}
