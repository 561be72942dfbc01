// The parts of a provider in shared files: fragments of templates, in a folder of its own.
import type { Project } from './project.ts';
import { render } from './render.ts';

/**
 * The function `part` of the templates: `part('volumes.yaml')` is `templates/identity-<provider>/volumes.yaml`, rendered
 * if it ends with `.ejs`, and empty if the provider has no such part.
 */
export function partsOf(
  { externalProvider }: Pick<Project, 'externalProvider'>,
  templates: ReadonlyMap<string, string>,
  names: object,
): (name: string) => string {
  return (name) => {
    const path = `identity-${externalProvider}/${name}`;
    return templates.has(`${path}.ejs`)
      ? render(templates.get(`${path}.ejs`) ?? '', `${path}.ejs`, names)
      : (templates.get(path) ?? '');
  };
}
