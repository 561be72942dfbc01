// The only place that parses YAML: endless nesting and duplicate keys are errors like any other, found in linear time.
import { parseDocument, type Document, type SchemaOptions } from 'yaml';
import { isTooDeep } from './depth.ts';
import { duplicateKey } from './duplicate-keys.ts';

export interface Parsed {
  readonly document: Document.Parsed;
  /** The first error, with its place. */
  readonly error: YamlError | undefined;
}

export interface YamlError {
  readonly pos: readonly [number, number];
  readonly message: string;
}

export interface Reading extends Pick<SchemaOptions, 'customTags' | 'merge'> {
  /** A template may write a key twice, under two conditions. */
  readonly twice?: boolean;
}

/** Parses one document. The parser alone would compare each key with all earlier ones. */
export function parsedYaml(text: string, { twice = false, ...options }: Reading = {}): Parsed {
  const isDeep = isTooDeep(text);
  const document = parseDocument(isDeep ? '' : text, {
    ...options,
    logLevel: 'silent',
    prettyErrors: false,
    uniqueKeys: false,
  });
  const error = isDeep ? tooDeep : (document.errors[0] ?? (twice ? undefined : duplicateKey(document)));
  return { document, error };
}

const tooDeep: YamlError = { pos: [0, 0], message: 'This nests more than 200 levels deep' };
