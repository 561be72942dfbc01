// Text of the user's as a literal of the language that it lands in.

/** A basic string of TOML (1.0), with its quotes. */
function toml(text: string): string {
  return JSON.stringify(text).replaceAll('\u007f', '\\u007f');
}

/** A double-quoted scalar of YAML, with its quotes: JSON is a subset of it. */
function yaml(text: string): string {
  return JSON.stringify(text).replaceAll('\u007f', '\\u007f');
}

/** A string literal of Rust, with its quotes. */
function rust(text: string): string {
  return `"${text.replaceAll(/["\\]/g, '\\$&')}"`;
}

/** One line of Markdown that reads as the text itself: no emphasis, link, HTML or entity comes of it. */
function markdown(text: string): string {
  return text.replaceAll(/[\\`*_{}[\]<>()#+\-.!|~&:@]/g, (mark) => (/[-.:@+()!]/.test(mark) ? mark : `\\${mark}`)).replace(/^([-+]|\d+[.)])(?=\s|$)/, '\\$1');
}

export const quoting = { toml, yaml, rust, markdown };
