// Turns evidence into a line number, once the Rust is rendered.
import type { Evidence } from './evidence.ts';
import type { Files } from './scaffold.ts';

/**
 * The first line with the evidence, as `path:line`.
 *
 * @throws Error if the file or the text is missing, so that the docs never name a line with another content
 */
export function evidenceLine({ path, text }: Evidence, files: Files): string {
  const lines = files.get(path)?.split('\n');
  if (lines === undefined) throw new Error(`there is no ${path}, which docs/security.md names as evidence`);
  const index = lines.findIndex((line) => line.includes(text));
  if (index === -1) throw new Error(`${path} has no line with "${text}", which docs/security.md names as evidence`);
  return `${path}:${index + 1}`;
}
