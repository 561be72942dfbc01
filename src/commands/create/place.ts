// Where a new repository goes, and what it is called when only that is said.
import path from 'node:path';
import { dnsLabel } from '../../answers/checks.ts';
import { nearest } from '../../formats/nearest.ts';
import { inspectTarget, type Target } from '../../repo/target.ts';
import { table } from '../../table.ts';
import { withoutTrailing } from '../../without-trailing.ts';

export interface Place extends Target {
  /** As the user wrote it, for messages and commands. */
  readonly shown: string;
}

/** The directory of a repository: the one that is named, else one named for the controller below the current. */
export function placeOf(directory: string | undefined, name: string, cwd: string): Place {
  const shown = directory ?? name;
  return { ...inspectTarget(path.resolve(cwd, shown)), shown };
}

/** A name from the directory: as it is where it is valid, else with what is not valid replaced; undefined when nothing is left. */
export function nameFromDirectory(directory: string, cwd: string): string | undefined {
  const base = path.basename(path.resolve(cwd, directory));
  if (dnsLabel(base) === undefined) return base;
  const words = base.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  const label = withoutTrailing(words.slice(0, 63).replace(/^-/, ''), '-');
  return label === '' ? undefined : label;
}

/**
 * A directory that looks like a command of this tool or of others is refused with advice: nobody means one named `adit`.
 *
 * @param words the commands that there are
 */
export function mistakenCommand(directory: string, words: readonly string[]): string | undefined {
  const advice = elsewhere[directory] ?? misspelled(directory, words);
  return advice === undefined
    ? undefined
    : `Unknown command "${directory}"${advice} For a directory with that name, write ./${directory}.`;
}

/** Words that are commands of other tools. */
const elsewhere = table<string>({
  help: '; did you mean "--help"?',
  version: '; did you mean "--version"?',
  ...Object.fromEntries(
    ['create', 'init', 'new'].map((word) => [word, ': a new repository needs no command, only its directory.']),
  ),
});

function misspelled(directory: string, words: readonly string[]): string | undefined {
  const meant = /^[a-z]+$/.test(directory) ? nearest(directory, words) : undefined;
  return meant && `; did you mean "${meant}"?`;
}
