// YAML as plain values, for what is read and never edited.
// A module of its own, so that it can be imported late: bundled, `yaml` itself has nothing but a default export then.
import { parse } from 'yaml';

/** @throws YAMLParseError when the text is no YAML */
export function yamlValue(text: string): unknown {
  return parse(text);
}
