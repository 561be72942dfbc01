// One template to one text.
import ejs from 'ejs';
import { quoting } from './quoting.ts';
import type { Project } from './project.ts';

/**
 * Renders one template.
 *
 * @param template the text of an `.ejs` file
 * @param path its path, for error messages
 * @throws Error that names path and line when the template names something that the project does not have
 */
export function render(template: string, path: string, project: Project): string {
  return ejs.render(template, { ...quoting, ...project }, { filename: path, escape: String, rmWhitespace: false });
}
