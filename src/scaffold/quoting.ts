// Text of the user as a literal of the target language.
import { emitText } from '../formats/yaml/emit.ts';

/** A basic string of TOML (1.0), with its quotes. */
function toml(text: string): string {
  return JSON.stringify(text).replaceAll('\u007f', '\\u007f');
}

/** A string literal of Rust, with its quotes. */
function rust(text: string): string {
  return `"${text.replaceAll(/["\\]/g, '\\$&')}"`;
}

/** A quoted value of a Dockerfile, in which Docker expands variables between the quotes. */
function dockerfile(text: string): string {
  return `"${text.replaceAll(/["\\$]/g, '\\$&')}"`;
}

/** One line of Markdown that shows exactly the text: no emphasis, heading, list, HTML, entity, formula or emoji. */
function markdown(text: string): string {
  return text
    .replaceAll(/[\\`*_{}[\]<>#|~&$]/g, '\\$&')
    .replaceAll(/:(?=[\w+-]+:)/g, '\\:')
    .replace(/^[-+=]/, '\\$&')
    .replace(/^(\d+)([.)])/, '$1\\$2');
}

export const quoting = { toml, yaml: emitText, rust, dockerfile, markdown };
