// What a preset brings into a repository: its record and its files.
import { UserError } from '../../errors.ts';
import { broughtBy } from '../../presets/brought.ts';
import type { Files } from '../../repo/files.ts';
import type { Brought } from '../../scaffold/scaffold.ts';
import type { Loaded } from './load.ts';

/**
 * @param templates those of the package: no path that one of them may write is the preset's
 * @param exact only the files that stay the preset's
 * @throws UserError with status 2 where the preset writes over the generator or over another preset
 */
export function broughtTo({ preset, recorded }: Loaded, templates: Files, exact = false): Brought {
  const paths = new Set([...templates.keys()].map((source) => pathOf(source).toLowerCase()));
  const { files, problems } = broughtBy(preset, (path) => paths.has(path.toLowerCase()), exact);
  if (problems.length > 0) throw new UserError(problems.join('\n'), { status: 2 });
  return { recorded, files };
}

/** What an update brings: files that stay the preset's, and those that were written once as they stand now. */
export function broughtAgain(loaded: Loaded, templates: Files, there: Files): Brought {
  const { recorded, files } = broughtTo(loaded, templates, true);
  const once = loaded.preset.layers.flatMap((layer) => layer.files.filter(({ mode }) => mode === 'start'));
  const kept = once.flatMap(({ to }): readonly (readonly [string, string])[] => {
    const text = there.get(to);
    return text === undefined || files.has(to) ? [] : [[to, text]];
  });
  return { recorded, files: new Map([...files, ...kept]) };
}

/** `<layer>/<path>.ejs` as the path that it is written to. */
function pathOf(source: string): string {
  return source.slice(source.indexOf('/') + 1).replace(/\.ejs$/, '');
}
