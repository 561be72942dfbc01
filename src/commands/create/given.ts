// The answers that are given before anything is asked: flags, then --answers, then the directory's own .yo-rc.json.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import {
  answersFromDocument,
  answersFromYoRc,
  answersPath,
  hardenedIn,
  type DocumentAnswers,
} from '../../answers/document.ts';
import { givenByFlags } from '../../answers/flags.ts';
import type { Place } from './place.ts';
import type { Invocation } from '../../cli/command.ts';
import { codeOf } from '../../repo/target.ts';

/** What a repository remembers of what harden wrote into it: the digest of each file. */
export type HardenedFiles = ReadonlyMap<string, string>;

/** What was given, the nearer source first, and what is wrong with it. */
export async function givenAnswers(
  { flags, cwd }: Pick<Invocation, 'flags' | 'cwd'>,
  place: Place | undefined,
): Promise<DocumentAnswers> {
  const file = flags.get('answers');
  const fromFile = typeof file === 'string' ? await readAnswers(file, cwd) : nothing;
  const fromRepository = place === undefined ? nothing : readYoRc(place);
  return {
    given: { ...fromRepository.given, ...fromFile.given, ...givenByFlags(flags) },
    problems: [...fromFile.problems, ...fromRepository.problems],
  };
}

const nothing: DocumentAnswers = { given: {}, problems: [] };

async function readAnswers(file: string, cwd: string): Promise<DocumentAnswers> {
  const where = `--answers ${file}`;
  try {
    const text = readFileSync(path.resolve(cwd, file), 'utf8');
    return answersFromDocument(
      file.endsWith('.json') ? JSON.parse(text) : (await import('../../formats/yaml/value.ts')).yamlValue(text),
      where,
    );
  } catch (error) {
    return { given: {}, problems: [`${where} ${whyNotRead(error)}`] };
  }
}

function whyNotRead(error: unknown): string {
  if (error instanceof SyntaxError || (error instanceof Error && error.name.startsWith('YAML')))
    return `is not valid: ${error.message.trimEnd()}`;
  const code = codeOf(error);
  return code === 'ENOENT' ? 'does not exist.' : `cannot be read (${code}).`;
}

/** Undefined where the repository was not hardened, or was generated: then all of it is the generator's. */
export function hardenedFilesOf(place: Place): HardenedFiles | undefined {
  const file = path.join(place.path, answersPath);
  const hardened = place.state === 'occupied' && existsSync(file) ? hardenedIn(readFileSync(file, 'utf8')) : undefined;
  return hardened === 'generated' ? undefined : hardened;
}

function readYoRc(place: Place): DocumentAnswers {
  if (place.state !== 'occupied') return nothing;
  const file = path.join(place.path, answersPath);
  try {
    return answersFromYoRc(readFileSync(file, 'utf8'), file);
  } catch (error) {
    return codeOf(error) === 'ENOENT'
      ? nothing
      : { given: {}, problems: [`${file} cannot be read (${codeOf(error)}).`] };
  }
}
