// The directory of a new repository, and its name if the user gives only one of them.
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

/**
 * The directory of a repository: the given one, else one below the present directory with the name of the controller.
 */
export function placeOf(directory: string | undefined, name: string, cwd: string): Place {
  const shown = directory ?? name;
  return { ...inspectTarget(path.resolve(cwd, shown)), shown };
}

/**
 * A name from the directory: unchanged if it is valid, else with invalid characters replaced; undefined if nothing is
 * left.
 */
export function nameFromDirectory(directory: string, cwd: string): string | undefined {
  const base = path.basename(path.resolve(cwd, directory));
  if (dnsLabel(base) === undefined) return base;
  const words = base.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  const label = withoutTrailing(words.slice(0, 63).replace(/^-/, ''), '-');
  return label === '' ? undefined : label;
}

/**
 * Refuses a directory whose name looks like a command of this tool or of others, with advice: nobody wants a directory
 * `adit`.
 *
 * @param words the existing commands
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
