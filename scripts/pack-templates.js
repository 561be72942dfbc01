// Compiles the templates into one file, so that a run neither reads nor compiles a hundred of them.
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import ejs from 'ejs';
import { transformSync } from 'esbuild';

/**
 * A CommonJS module that exports a map: text for a template that is copied, a function for one that is rendered.
 *
 * @param {string} folder
 */
export function packTemplates(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
  const entries = files.map((file) => {
    const name = path.relative(folder, file).replaceAll(path.sep, '/');
    const text = readFileSync(file, 'utf8');
    return `[${JSON.stringify(name)}, ${name.endsWith('.ejs') ? compile(text, name) : JSON.stringify(text)}]`;
  });
  return transformSync(`module.exports = new Map([\n${entries.join(',\n')}\n]);\n`, {
    minifyWhitespace: true,
    platform: 'node',
  }).code;
}

/**
 * The options are those of src/scaffold/render.ts; tests compare the output of both.
 *
 * @param {string} text
 * @param {string} name
 */
function compile(text, name) {
  const template = new ejs.Template(text, { filename: name, rmWhitespace: false, compileDebug: false });
  template.compile();
  return `function (locals) { const escapeFn = String;\n${template.source}}`;
}
