// For which versions of a crate a model holds: `//! my-crate 0.12..0.14` in its first line, the second of which it does not know.

import { atLeast } from '../kubernetes/versions.ts';
import { lockedVersions } from './crate-version.ts';
import type { Files } from './workspace.ts';

export interface VersionRange {
  readonly crate: string;
  readonly from: string;
  readonly below: string;
}

/** The range that a model names; undefined where it names none. */
export function rangeOf(model: string): VersionRange | undefined {
  const [, crate, from, below] =
    /^\/\/! ([\w-]{1,64}) (\d+(?:\.\d+){0,2})\.\.(\d+(?:\.\d+){0,2})(?=\s|$)/.exec(firstLine(model)) ?? [];
  return crate === undefined || from === undefined || below === undefined ? undefined : { crate, from, below };
}

/** What is wrong with the first line of a model of a crate; nothing where it is no `//!`. */
export function faultOfRange(model: string, crate: string): string | undefined {
  if (!model.startsWith('//!')) return undefined;
  const range = rangeOf(model);
  const example = `\`//! ${crate} 0.12..0.14\``;
  if (range === undefined) return `The first line must name the crate and its versions: ${example}, without the last.`;
  if (range.crate.replaceAll('-', '_') !== crate.replaceAll('-', '_'))
    return `The first line names the crate ${range.crate}, and the file is the model of ${crate}.`;
  return atLeast(range.from, range.below) ? `${range.from}..${range.below} holds no version.` : undefined;
}

/** So many versions of one crate are named. */
const MAX_NAMED = 8;

/** Each version in a Cargo.lock that the model of its crate does not hold for: what that crate asks is not known for sure. */
export function beyondModels(
  files: Files,
  models: ReadonlyMap<string, string>,
): readonly { readonly path: string; readonly line: number; readonly why: string }[] {
  return [...models.values()].flatMap((model) => {
    const range = rangeOf(model);
    if (range === undefined) return [];
    const { crate, from, below } = range;
    return lockedVersions(files, crate)
      .filter(({ version }) => !/^\d/.test(version) || !atLeast(version, from) || atLeast(version, below))
      .slice(0, MAX_NAMED)
      .map(({ version, path, line }) => ({
        path,
        line,
        why: `${crate} ${version} is none of the versions that its model holds for (from ${from}, before ${below}), so what it asks for may be something else: describe it with --models.`,
      }));
  });
}

function firstLine(text: string): string {
  return text.slice(0, 200).split(/\r?\n/)[0] ?? '';
}
