// One template to one text.
import ejs from 'ejs';

/**
 * Renders one template.
 *
 * @param template the text of an `.ejs` file
 * @param path its path, for error messages
 * @param locals what it may name: the quoting, the fields of a Project, and for the docs `line`
 * @throws Error that names path and line when the template names something that is not there
 */
export function render(template: string, path: string, locals: object): string {
  const known =
    compiled.get(template) ?? ejs.compile(template, { filename: path, escape: String, rmWhitespace: false });
  compiled.set(template, known);
  return known(locals);
}

/** By text: tests render hundreds of repositories. */
const compiled = new Map<string, ejs.TemplateFunction>();
