// Whether the form of the Backstage template, and the generator, accept a set of answers.
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { backstageTemplate } from '../../src/answers/backstage.ts';
import { settle, type Given } from '../../src/answers/resolve.ts';

const ajv = new Ajv2020({ strict: false });
const pages: readonly object[] = parse(backstageTemplate()).spec.parameters;
const checks = pages.map((page) => ajv.compile(page));

/** A form keeps every value, and each page sees all of them. */
export function formAccepts(given: Given): boolean {
  return checks.every((check) => check(given));
}

export function generatorAccepts(given: Given): boolean {
  const { refused, missing } = settle(given, { defaults: true });
  return refused.length + missing.length === 0;
}
