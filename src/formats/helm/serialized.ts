// Functions of templates that write and read YAML and JSON.
import { stringify } from 'yaml';
import { tagsOf } from '../yaml/dialect.ts';
import { parsedYaml } from '../yaml/parse.ts';
import { text, type Functions } from './arguments.ts';
import { UNKNOWN } from './value.ts';

export const SERIALIZED: Functions = {
  toYaml: (value) => yaml(value),
  toJson: (value) => JSON.stringify(value ?? null),
  toPrettyJson: (value) => JSON.stringify(value ?? null, undefined, 2),
  toRawJson: (value) => JSON.stringify(value ?? null),
  mustToJson: (value) => JSON.stringify(value ?? null),
  fromYaml: (value) => parsed(text(value)),
  fromYamlArray: (value) => parsed(text(value)),
  fromJson: (value) => parsed(text(value)),
};

/** Helm writes and reads with sigs.k8s.io/yaml: a text that it reads as a boolean is quoted. */
const customTags = tagsOf('kubernetes');

function yaml(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  return stringify(value, { lineWidth: 0, sortMapEntries: true, defaultStringType: 'PLAIN', customTags }).trimEnd();
}

/** Invalid YAML gives an unknown value. */
function parsed(source: string): unknown {
  const { document, error } = parsedYaml(source, { customTags, merge: true });
  if (error !== undefined) return UNKNOWN;
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch {
    // Aliases that multiply.
    return UNKNOWN;
  }
}
