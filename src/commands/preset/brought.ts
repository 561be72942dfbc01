// The files and the record that a preset brings into a repository.
import { UserError } from '../../errors.ts';
import { broughtBy } from '../../presets/brought.ts';
import type { Files } from '../../repo/files.ts';
import type { Brought } from '../../scaffold/scaffold.ts';
import type { Loaded } from './load.ts';

/**
 * @param templates those of the package: a preset may use no path that one of them may write
 * @param exact only the files that the preset keeps
 * @throws UserError with status 2 if the preset overwrites a file of the generator or of another preset
 */
export function broughtTo({ preset, recorded }: Loaded, templates: Files, exact = false): Brought {
  const paths = new Set([...templates.keys()].map((source) => pathOf(source).toLowerCase()));
  const { files, problems } = broughtBy(preset, (path) => paths.has(path.toLowerCase()), exact);
  if (problems.length > 0) throw new UserError(problems.join('\n'), { status: 2 });
  return { recorded, files };
}

/** The files of an update: those that the preset keeps, and the present text of those that it writes once. */
export function broughtAgain(loaded: Loaded, templates: Files, there: Files): Brought {
  const { recorded, files } = broughtTo(loaded, templates, true);
  const once = loaded.preset.layers.flatMap((layer) => layer.files.filter(({ mode }) => mode === 'start'));
  const kept = once.flatMap(({ to }): readonly (readonly [string, string])[] => {
    const text = there.get(to);
    return text === undefined || files.has(to) ? [] : [[to, text]];
  });
  return { recorded, files: new Map([...files, ...kept]) };
}

/** `<layer>/<path>.ejs` as the path of the written file. */
function pathOf(source: string): string {
  return source.slice(source.indexOf('/') + 1).replace(/\.ejs$/, '');
}
