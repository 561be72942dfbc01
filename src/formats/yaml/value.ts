// YAML as plain values, for files that are read and never edited. It is a separate module for late imports: bundled,
// `yaml` itself has only a default export.
import { LineCounter, YAMLParseError } from 'yaml';
import { parsedYaml } from './parse.ts';

/** @throws YAMLParseError if the text is not YAML, or expands beyond reason */
export function yamlValue(text: string): unknown {
  const { document, error } = parsedYaml(text);
  if (error !== undefined) throw errorAt(text, error.pos[0], error.message);
  try {
    return document.toJS();
  } catch (cause) {
    // Aliases that multiply.
    throw errorAt(text, 0, cause instanceof Error ? cause.message : String(cause));
  }
}

function errorAt(text: string, at: number, message: string): YAMLParseError {
  const lines = new LineCounter();
  lines.addNewLine(0);
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) lines.addNewLine(end + 1);
  const { line, col } = lines.linePos(at);
  return new YAMLParseError([at, at + 1], 'IMPOSSIBLE', `${message} at line ${line}, column ${col}`);
}
