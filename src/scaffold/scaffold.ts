// From answers to the files of a repository, in memory.
import type { RecordedPreset } from '../answers/document.ts';
import type { Answers } from '../answers/index.ts';
import { groupBy } from '../group-by.ts';
import type { Digests } from './base-images.ts';
import { chartFiles } from './chart/chart.ts';
import { plainPackaging } from './chart/packaging.ts';
import { addressesNotSet } from './chart/settings.ts';
import { evidenceLine } from './evidence-lines.ts';
import { evidenceFor } from './evidence.ts';
import { layersOf, type Layer } from './layers.ts';
import { partsOf } from './parts.ts';
import type { RbacRule } from './permissions.ts';
import { isDelivered } from './places.ts';
import { projectFrom } from './project.ts';
import type { Published } from './published.ts';
import { providerOf } from './providers/index.ts';
import { quoting } from './quoting.ts';
import { recordOf } from './record.ts';
import { render } from './render.ts';
import { kindNames, rustNames } from './rust.ts';
import { writtenDocument, writtenPath } from './written.ts';

export type Files = ReadonlyMap<string, string>;

/** The additions of a preset. */
export interface Brought {
  readonly recorded: RecordedPreset;
  readonly files: Files;
}

/**
 * The files of a new repository by path, in alphabetical order.
 *
 * @param answers the answers of the user
 * @param templates the templates of the package: `<layer>/<path>`, with `.ejs` if they are rendered
 * @param digests of base images by their reference, if the registry was asked
 * @param brought the additions of a preset: its record, and files that no layer writes
 * @param release of this package that its CI runs: by default the one that this build knows
 * @throws Error if two layers write the same path, or the docs name missing code: faults of the package
 */
export function scaffold(
  answers: Answers,
  templates: Files,
  digests?: Digests,
  brought?: Brought,
  release?: Published,
): Files {
  const project = projectFrom(answers, digests, release);
  const known = {
    ...quoting,
    ...project,
    ...plainPackaging(project.image),
    addressesNotSet,
    ...rustNames(project, templates),
    ...providerOf(project)?.names?.(answers),
  };
  const names = { ...known, part: partsOf(project, templates, known) };
  const layers = groupBy(layersOf(project), ({ folder }) => folder);
  const written = new Map<string, string>();
  write(written, '.yo-rc.json', recordOf(answers, undefined, brought?.recorded));
  writeLayers(written, layers, false, templates, names);
  if (project.charts)
    for (const [file, text] of chartFiles({ project, layers, templates, written, names })) write(written, file, text);
  for (const file of [...written.keys()]) if (!isDelivered(file, project)) written.delete(file);
  const line = (rule: RbacRule): string => evidenceLine(evidenceFor(rule), written);
  writeLayers(written, layers, true, templates, { ...names, line });
  for (const [path, text] of brought?.files ?? []) write(written, path, text);
  write(written, writtenPath, writtenDocument(new Map([...written].sort(byPath))));
  return new Map([...written].sort(byPath));
}

function byPath([a]: readonly [string, string], [b]: readonly [string, string]): number {
  return a < b ? -1 : 1;
}

function writeLayers(
  written: Map<string, string>,
  layers: ReadonlyMap<string, readonly Layer[]>,
  last: boolean,
  templates: Files,
  locals: object,
): void {
  for (const [source, template] of templates) {
    const end = source.indexOf('/');
    const path = source.slice(end + 1).replace(/\.ejs$/, '');
    for (const { place, kind, text, last: isLast = false } of layers.get(source.slice(0, end)) ?? []) {
      const target = place === undefined ? path : place(path);
      if (target === undefined || isLast !== last) continue;
      const names = kind === undefined ? locals : { ...locals, ...kind, ...kindNames(kind) };
      const copied = (): string => text?.(template) ?? template;
      write(written, target, source.endsWith('.ejs') ? render(template, source, names) : copied());
    }
  }
}

function write(written: Map<string, string>, path: string, content: string): void {
  if (written.has(path)) throw new Error(`two layers write ${path}`);
  if (content.trim() !== '') written.set(path, content);
}
