// The files of a preset as a new repository gets them.
import type { Files } from '../repo/files.ts';
import type { Preset } from './preset.ts';

/** Files by path, and what keeps them from being written, one message each. */
export interface BroughtFiles {
  readonly files: Files;
  readonly problems: readonly string[];
}

/**
 * What all layers bring.
 *
 * @param taken whether a path is one that the generator writes for some answers
 * @param exact only those that stay the preset's: what is written once is the user's from then on
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
