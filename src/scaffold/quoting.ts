// Text of the user's as a literal of the language that it lands in.

/** A basic string of TOML (1.0), with its quotes. */
function toml(text: string): string {
  return JSON.stringify(text).replaceAll('\u007f', '\\u007f');
}

// What some reader of YAML 1.1 (kubectl's, npm's) or 1.2 takes for something other than a string.
const otherThanText = /^(null|true|false|yes|no|on|off|y|n|e\d+)$/i;

/** A scalar of YAML: plain where no version of YAML reads it as anything but text, else in double quotes, as in JSON. */
function yaml(text: string): string {
  if (/^[A-Za-z][A-Za-z0-9./-]*$/.test(text) && !otherThanText.test(text)) return text;
  return JSON.stringify(text).replaceAll('\u007f', '\\u007f');
}

/** A string literal of Rust, with its quotes. */
function rust(text: string): string {
  return `"${text.replaceAll(/["\\]/g, '\\$&')}"`;
}

/** A quoted value of a Dockerfile, which expands variables between its quotes. */
function dockerfile(text: string): string {
  return `"${text.replaceAll(/["\\$]/g, '\\$&')}"`;
}

/** One line of Markdown that reads as the text itself: no emphasis, heading, list, HTML, entity, formula or emoji comes of it. */
function markdown(text: string): string {
  return text
    .replaceAll(/[\\`*_{}[\]<>#|~&$]/g, '\\$&')
    .replaceAll(/:(?=[\w+-]+:)/g, '\\:')
    .replace(/^[-+=]/, '\\$&')
    .replace(/^(\d+)([.)])/, '$1\\$2');
}

export const quoting = { toml, yaml, rust, dockerfile, markdown };
