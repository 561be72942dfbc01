// The versions of a crate that a model covers: `//! my-crate 0.12..0.14` in its first line, where the second is not
// covered.

import { atLeast } from '../kubernetes/versions.ts';
import { latest, lockedVersions } from './crate-version.ts';
import type { Files } from './workspace.ts';

export interface VersionRange {
  readonly crate: string;
  readonly from: string;
  readonly below: string;
}

/** The range in the first line of a model; undefined without one. */
export function rangeOf(model: string): VersionRange | undefined {
  const [, crate, from, below] =
    /^\/\/! ([\w-]{1,64}) (\d+(?:\.\d+){0,2})\.\.(\d+(?:\.\d+){0,2})(?=\s|$)/.exec(firstLine(model)) ?? [];
  return crate === undefined || from === undefined || below === undefined ? undefined : { crate, from, below };
}

/** The fault in the first line of a model of a crate; undefined without a `//!`. */
export function faultOfRange(model: string, crate: string): string | undefined {
  if (!model.startsWith('//!')) return undefined;
  const range = rangeOf(model);
  const example = `\`//! ${crate} 0.12..0.14\``;
  if (range === undefined) return `The first line must name the crate and its versions: ${example}, without the last.`;
  if (range.crate.replaceAll('-', '_') !== crate.replaceAll('-', '_'))
    return `The first line names the crate ${range.crate}, and the file is the model of ${crate}.`;
  return atLeast(range.from, range.below) ? `${range.from}..${range.below} holds no version.` : undefined;
}

/**
 * The features of a model for a version of its crate: `before-0.28` for each version before 0.28, if the model names it
 * in a `#[cfg(feature = "before-0.28")]`.
 *
 * @param version undefined stands for the latest
 */
export function older(model: string, version: string | undefined): ReadonlySet<string> {
  const named = [...model.matchAll(/feature = "(before-(\d+(?:\.\d+){0,2}))"/g)];
  return new Set(
    named.flatMap(([, feature = '', wanted = '']) =>
      version === undefined || atLeast(version, wanted) ? [] : [feature],
    ),
  );
}

/** The number of versions of one crate that are named. */
const MAX_NAMED = 8;

/**
 * Each version in a Cargo.lock whose requests are uncertain: the model of the crate does not cover it, or stands for
 * another locked version that differs.
 *
 * @param own the packages of the repository: one with the name of a modelled crate is another crate
 */
export function beyondModels(
  files: Files,
  models: ReadonlyMap<string, string>,
  own: ReadonlySet<string>,
): readonly { readonly path: string; readonly line: number; readonly why: string }[] {
  return [...models.values()].flatMap((model) => {
    const range = rangeOf(model);
    if (range === undefined || own.has(range.crate)) return [];
    const locked = lockedVersions(files, range.crate);
    const read = latest(locked.map(({ version }) => version));
    return locked
      .flatMap(({ version, path, line }) => {
        const why = whyNot(model, range, version, read);
        return why === undefined ? [] : [{ path, line, why: `${range.crate} ${version} ${why}` }];
      })
      .slice(0, MAX_NAMED);
  });
}

/** The reason why the requests of a version are unknown; undefined if they are known. */
function whyNot(
  model: string,
  { from, below }: VersionRange,
  version: string,
  read: string | undefined,
): string | undefined {
  if (!/^\d/.test(version) || !atLeast(version, from) || atLeast(version, below))
    return `is none of the versions that its model holds for (from ${from}, before ${below}), so what it asks for may be something else: describe it with --models.`;
  const same = [...older(model, version)].join() === [...older(model, read)].join();
  return !same
    ? `is locked beside ${read}, and every program is read as one of ${read}: what asks for something else in ${version} is not known.`
    : undefined;
}

function firstLine(text: string): string {
  return text.slice(0, 200).split(/\r?\n/)[0] ?? '';
}
