// The answers as a repository keeps them in .yo-rc.json.
import manifest from '../../package.json' with { type: 'json' };
import type { Value } from '../answers/answer.ts';
import type { RecordedPreset } from '../answers/document.ts';
import { entries } from '../answers/index.ts';

/** This package at this version, as npx takes it. */
export const generator = generatorAt(manifest.version);

/** The same of another version; `unknown` where nothing tells which. */
export function generatorAt(version: string | undefined): string {
  return `${manifest.name}@${version ?? 'unknown'}`;
}

/**
 * What the next run reads back: in the order of the declaration, without answers that make no sense for it.
 *
 * @param hardened of a repository that was hardened, not generated: the files that harden wrote whole, each with the
 *   digest of its text
 */
export function recordOf(
  answers: Readonly<Record<string, Value | undefined>>,
  hardened?: ReadonlyMap<string, string>,
  preset?: RecordedPreset,
): string {
  return `${JSON.stringify({ [manifest.name]: keptOf(answers, hardened, preset) }, undefined, 2)}\n`;
}

/** What stands below the name of this package. */
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

/** The version in `name@version`; what is none stays as it is. */
export function versionOf(text: string): string {
  return text.slice(text.lastIndexOf('@') + 1);
}
