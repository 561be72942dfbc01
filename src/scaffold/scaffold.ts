// From answers to the files of a repository, in memory.
import type { Answers } from '../answers/index.ts';
import { layersOf } from './layers.ts';
import { projectFrom, type Project } from './project.ts';
import { render } from './render.ts';

export type Files = ReadonlyMap<string, string>;

/**
 * The files of a new repository by path, in alphabetical order.
 *
 * @param answers what the user chose
 * @param templates the templates of the package: `<layer>/<path>`, with `.ejs` where they are rendered
 * @throws Error when two layers write the same path, which is a fault of the package
 */
export function scaffold(answers: Answers, templates: Files): Files {
  const project = projectFrom(answers);
  const written = layersOf(project).flatMap((layer) => filesOfLayer(layer.folder, layer.place, project, templates));
  const files = new Map<string, string>();
  for (const [path, content] of written.sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (files.has(path)) throw new Error(`two layers write ${path}`);
    if (content.trim() !== '') files.set(path, content);
  }
  return files;
}

function filesOfLayer(folder: string, place: ((path: string) => string | undefined) | undefined, project: Project, templates: Files) {
  return [...templates].flatMap(([source, template]): (readonly [string, string])[] => {
    if (!source.startsWith(`${folder}/`)) return [];
    const path = source.slice(folder.length + 1).replace(/\.ejs$/, '');
    const target = place === undefined ? path : place(path);
    if (target === undefined) return [];
    return [[target, source.endsWith('.ejs') ? render(template, source, project) : template]];
  });
}
