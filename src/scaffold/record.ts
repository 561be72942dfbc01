// The answers of a repository in .yo-rc.json.
import manifest from '../../package.json' with { type: 'json' };
import type { Value } from '../answers/answer.ts';
import type { RecordedPreset } from '../answers/document.ts';
import { entries } from '../answers/index.ts';

/** This package at this version, as an argument of npx. */
export const generator = generatorAt(manifest.version);

/** The same for another version; `unknown` if the version is not known. */
export function generatorAt(version: string | undefined): string {
  return `${manifest.name}@${version ?? 'unknown'}`;
}

/**
 * The answers for the next run: in the order of the declaration, without those that make no sense here.
 *
 * @param hardened for a repository that was hardened, not generated: the whole files of harden, each with the
 *   digest of its text
 */
export function recordOf(
  answers: Readonly<Record<string, Value | undefined>>,
  hardened?: ReadonlyMap<string, string>,
  preset?: RecordedPreset,
): string {
  return `${JSON.stringify({ [manifest.name]: keptOf(answers, hardened, preset) }, undefined, 2)}\n`;
}

/** The entry under the name of this package. */
export function keptOf(
  answers: Readonly<Record<string, Value | undefined>>,
  hardened?: ReadonlyMap<string, string>,
  preset?: RecordedPreset,
): object {
  const kept = entries.flatMap(([key]) => (answers[key] === undefined ? [] : [[key, answers[key]]]));
  return {
    version: manifest.version,
    ...(preset && { preset }),
    answers: Object.fromEntries(kept),
    ...(hardened && { hardened: Object.fromEntries(hardened) }),
  };
}

/** The version in `name@version`; any other text stays as it is. */
export function versionOf(text: string): string {
  return text.slice(text.lastIndexOf('@') + 1);
}
