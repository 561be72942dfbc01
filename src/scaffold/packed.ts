// The templates as the build packs them: one file, already compiled. In the built program it replaces templates.ts and
// render.ts, because reading and compiling each file would take most of a run.
import { createRequire } from 'node:module';
import path from 'node:path';
import { packageRoot } from '../package-root.ts';
import type { Files } from './scaffold.ts';

type Template = (locals: object) => string;

/** Text if a template is copied, a function if it is rendered. CommonJS, because EJS compiles to `with`. */
const packed: ReadonlyMap<string, string | Template> = createRequire(import.meta.url)(
  path.join(packageRoot, 'dist', 'templates.cjs'),
);

/** All templates by their path; those that are rendered have no text. */
export function readTemplates(_root: string): Files {
  return new Map([...packed].map(([file, template]) => [file, typeof template === 'string' ? template : '']));
}

/** Renders one template, as render.ts does. */
export function render(_template: string, file: string, locals: object): string {
  const template = packed.get(file);
  if (typeof template !== 'function') throw new Error(`${file} was not packed as a template`);
  return template(locals);
}
