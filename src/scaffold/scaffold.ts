// From answers to the files of a repository, in memory.
import type { Answers } from '../answers/index.ts';
import type { Digests } from './base-images.ts';
import { evidenceLine } from './evidence-lines.ts';
import { evidenceFor } from './evidence.ts';
import { layersOf, type Layer } from './layers.ts';
import type { RbacRule } from './permissions.ts';
import { projectFrom } from './project.ts';
import { recordOf } from './record.ts';
import { render } from './render.ts';
import { rustNames } from './rust.ts';

export type Files = ReadonlyMap<string, string>;

/**
 * The files of a new repository by path, in alphabetical order.
 *
 * @param answers what the user chose
 * @param templates the templates of the package: `<layer>/<path>`, with `.ejs` where they are rendered
 * @param digests of base images by their reference, where they were asked from the registry
 * @throws Error when two layers write the same path, or the docs name code that is not there: faults of the package
 */
export function scaffold(answers: Answers, templates: Files, digests?: Digests): Files {
  const project = projectFrom(answers, digests);
  const names = { ...project, ...rustNames(project, templates) };
  const layers = layersOf(project);
  const written = new Map<string, string>();
  write(written, '.yo-rc.json', recordOf(answers));
  for (const layer of layers.filter(({ last }) => !last)) writeLayer(written, layer, templates, names);
  const line = (rule: RbacRule): string => evidenceLine(evidenceFor(rule), written);
  for (const layer of layers.filter(({ last }) => last)) writeLayer(written, layer, templates, { ...names, line });
  return new Map([...written].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function writeLayer(written: Map<string, string>, { folder, place }: Layer, templates: Files, locals: object): void {
  for (const [source, template] of templates) {
    if (!source.startsWith(`${folder}/`)) continue;
    const path = source.slice(folder.length + 1).replace(/\.ejs$/, '');
    const target = place === undefined ? path : place(path);
    if (target !== undefined) write(written, target, source.endsWith('.ejs') ? render(template, source, locals) : template);
  }
}

function write(written: Map<string, string>, path: string, content: string): void {
  if (written.has(path)) throw new Error(`two layers write ${path}`);
  if (content.trim() !== '') written.set(path, content);
}
