// Renders one template to one text.
import ejs from 'ejs';

/**
 * Renders one template.
 *
 * @param template the text of an `.ejs` file
 * @param path its path, for error messages
 * @param locals the names that it may use: the quoting, the fields of a Project, and for the docs `line`
 * @throws Error with path and line if the template uses an unknown name
 */
export function render(template: string, path: string, locals: object): string {
  const known =
    compiled.get(template) ?? ejs.compile(template, { filename: path, escape: String, rmWhitespace: false });
  compiled.set(template, known);
  return known(locals);
}

/** Cached by text, because tests render hundreds of repositories. */
const compiled = new Map<string, ejs.TemplateFunction>();
