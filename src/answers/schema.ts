// The JSON Schema of an answers file, generated from the declaration.
import type { Answer, Condition, Known, Narrower } from './answer.ts';
import { entries } from './index.ts';

/**
 * JSON Schema (2020-12) of the document for --answers. Flags could complete it, so nothing is required; only the
 * program checks other dependencies between answers.
 */
export function answersSchema(): string {
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Answers for create-kube-secure-controller',
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(entries.map(([key, answer]) => [key, { ...propertyOf(answer), ...shown(answer) }])),
    allOf: entries.flatMap(([key, { when, narrower = [] }]) => [
      ...(when === undefined ? [] : [onlyWhere(key, when)]),
      ...narrower.flatMap((one) => one.when.map((way) => narrowedBeside(key, way, one))),
    ]),
  };
  return `${JSON.stringify(schema, undefined, 2)}\n`;
}

/** One answer, as a schema and as a field of a form. */
export function propertyOf(answer: Answer): Readonly<Record<string, unknown>> {
  return {
    description: `${answer.title.replace(/\?$/, '')}: ${reasonOf(answer)}`,
    ...shape(answer),
    ...preset(answer),
  };
}

/** The reason for the question, its condition, and a default that a schema cannot express. */
export function reasonOf({ why, whenForm, ...answer }: Answer): string {
  const condition = whenForm === undefined ? '' : ` Only when ${whenForm}.`;
  const dependent = answer.defaultForm === undefined ? '' : ` Default: ${answer.defaultForm}.`;
  return `${why}.${condition}${dependent}`;
}

/** A missing answer may still come from elsewhere, so only present values can contradict a value. */
function onlyWhere(key: string, condition: Condition): object {
  const ways = condition.map((way) => ({ properties: valuesOf(way) }));
  return { if: { required: [key] }, then: ways.length === 1 ? ways[0] : { anyOf: ways } };
}

/** The narrower values of one condition, if its answers are present. */
function narrowedBeside(key: string, way: Condition[number], narrower: Narrower): object {
  return { if: { properties: valuesOf(way), required: [key, ...Object.keys(way)] }, then: narrowed(key, narrower) };
}

/** Narrows an answer to the values that are accepted under a condition. */
export function narrowed(key: string, { members, patterns }: Narrower): object {
  const { type } = entries.find(([known]) => known === key)?.[1] ?? {};
  const one = members === undefined ? { type: 'string', ...matching(patterns ?? []) } : { enum: members };
  return { properties: { [key]: type === 'list' ? { type: 'array', items: one } : one } };
}

/** Each answer of one condition with its possible values. */
export function valuesOf(way: Condition[number]): Readonly<Record<string, object>> {
  return Object.fromEntries(
    Object.entries(way).map(([key, values]) => [key, values.length === 1 ? { const: values[0] } : { enum: values }]),
  );
}

function shape({ type, values, members, one, check, patterns = [] }: Answer): object {
  if (type === 'yes-no') return { type: 'boolean' };
  if (type === 'choice') return { enum: values };
  if (type === 'text') return { type: 'string', ...matching(patterns) };
  return {
    type: 'array',
    ...(check?.([], nothing) !== undefined && { minItems: 1 }),
    uniqueItems: true,
    items:
      members === undefined
        ? { ...(one !== undefined && { title: one }), type: 'string', ...matching(patterns) }
        : { enum: members },
  };
}

function matching(patterns: readonly string[]): object {
  if (patterns.length <= 1) return patterns.length === 0 ? {} : { pattern: patterns[0] };
  return { allOf: patterns.map((pattern) => ({ pattern })) };
}

/** A schema can only have a default that depends on nothing. */
function preset(answer: Answer): object {
  if (answer.default === undefined || answer.defaultForm !== undefined) return {};
  return { default: answer.default(nothing) };
}

function shown({ example }: Answer): object {
  return example === undefined ? {} : { examples: [example] };
}

const nothing: Known = { text: () => '', list: () => [], yes: () => false };
