// Functions of templates that write and read YAML and JSON.
import { parse, stringify } from 'yaml';
import { tagsOf } from '../yaml/dialect.ts';
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

/** Helm writes and reads with sigs.k8s.io/yaml: what that reads as a truth value is quoted. */
const customTags = tagsOf('kubernetes');

function yaml(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  return stringify(value, { lineWidth: 0, sortMapEntries: true, defaultStringType: 'PLAIN', customTags }).trimEnd();
}

function parsed(value: string): unknown {
  try {
    return parse(value, { logLevel: 'silent', maxAliasCount: 100, customTags, merge: true }) as unknown;
  } catch {
    return UNKNOWN;
  }
}
