// The files that a preset brings into a new repository.
import type { Files } from '../repo/files.ts';
import type { Preset } from './preset.ts';

/** Files by path, and the reasons why they cannot be written, one message each. */
export interface BroughtFiles {
  readonly files: Files;
  readonly problems: readonly string[];
}

/**
 * The files of all layers.
 *
 * @param taken whether a path is one that the generator writes for some answers
 * @param exact only those that the preset keeps: a file that is written once belongs to the user afterwards
 */
export function broughtBy({ layers }: Preset, taken: (path: string) => boolean, exact = false): BroughtFiles {
  const all = layers.flatMap((layer) => layer.files.filter(({ mode }) => !exact || mode === 'exact'));
  const files = new Map(all.map(({ to, text }) => [to, text]));
  return {
    files,
    problems: [
      ...all
        .filter(({ to }) => taken(to))
        .map(({ to }) => `The preset brings ${to}, which the generator writes itself.`),
      ...all
        .filter(({ to, text }) => files.get(to) !== text)
        .map(({ to }) => `Two presets bring ${to}, and their texts differ.`),
    ],
  };
}
