// Checks a value against a JSON Schema. It always ends, even if the schema refers to itself.
import { isMap, list, openOf, unless, worst, type Answer, type Check, type Keyword, type Schema } from './answer.ts';
import { fitsPattern } from './pattern.ts';
import { plainKeywords } from './plain-keywords.ts';

const mostSteps = 20_000;
const deepest = 200;

/** @param schema of draft 4 to 2020-12; formats are annotations, as in Helm */
export function firstViolation(schema: unknown, value: unknown): Answer {
  return answerOf(schema, { root: schema, value, keys: [], run: { steps: 0 }, depth: 0 });
}

function answerOf(schema: unknown, around: Check): Answer {
  const check = { ...around, depth: around.depth + 1 };
  check.run.steps += 1;
  if (check.run.steps > mostSteps || check.depth > deepest) return 'unknown';
  if (schema === false) return { keys: check.keys, message: 'is not allowed' };
  if (schema === true) return undefined;
  if (!isMap(schema)) return 'unknown';
  return worst(Object.entries(schema).map(([keyword, said]) => keywords.get(keyword)?.(said, check, schema)));
}

const keywords: ReadonlyMap<string, Keyword> = new Map<string, Keyword>([
  ...plainKeywords,
  ['$ref', (said, check) => referred(said, check)],
  ['$dynamicRef', () => 'unknown'],
  [
    'items',
    (said, check, schema) =>
      Array.isArray(said)
        ? each(check, (at) => said[at])
        : each(check, (at) => (at < list(schema['prefixItems']).length ? undefined : said)),
  ],
  ['prefixItems', (said, check) => each(check, (at) => list(said)[at])],
  ['contains', () => 'unknown'],
  [
    'properties',
    (said, check) => entries(check, (key) => (isMap(said) && Object.hasOwn(said, key) ? [said[key]] : [])),
  ],
  ['patternProperties', (said, check) => patterned(said, check)],
  ['additionalProperties', (said, check, schema) => additional(said, check, schema)],
  [
    'propertyNames',
    (said, check) =>
      isMap(check.value)
        ? worst(Object.keys(check.value).map((key) => answerOf(said, { ...check, value: key })))
        : undefined,
  ],
  ['dependentRequired', () => 'unknown'],
  ['dependentSchemas', () => 'unknown'],
  ['dependencies', () => 'unknown'],
  ['unevaluatedProperties', (said) => (said === true ? undefined : 'unknown')],
  ['unevaluatedItems', (said) => (said === true ? undefined : 'unknown')],
  ['allOf', (said, check) => worst(list(said).map((one) => answerOf(one, check)))],
  [
    'anyOf',
    (said, check) =>
      some(
        list(said).map((one) => answerOf(one, check)),
        check,
      ),
  ],
  [
    'oneOf',
    (said, check) =>
      one(
        list(said).map((each) => answerOf(each, check)),
        check,
      ),
  ],
  ['not', (said, check) => negated(answerOf(said, check), check)],
  ['if', (said, check, schema) => conditional(said, check, schema)],
]);

function each(check: Check, schemaOf: (at: number) => unknown): Answer {
  return worst(
    list(check.value).map((value, at) =>
      answerOf(schemaOf(at) ?? true, { ...check, value, keys: [...check.keys, at] }),
    ),
  );
}

function entries(check: Check, schemasOf: (key: string) => readonly unknown[]): Answer {
  if (!isMap(check.value)) return undefined;
  return worst(
    Object.entries(check.value).flatMap(([key, value]) =>
      schemasOf(key).map((schema) => answerOf(schema, { ...check, value, keys: [...check.keys, key] })),
    ),
  );
}

/** The keys of a value that an expression matches; undefined if that is unknown. */
function fitting(pattern: string, keys: readonly string[]): readonly string[] | undefined {
  const answers = keys.map((key) => fitsPattern(pattern, key));
  return answers.includes(undefined) ? undefined : keys.filter((_, at) => answers[at]);
}

function patterned(said: unknown, check: Check): Answer {
  if (!isMap(said) || !isMap(check.value)) return isMap(said) ? undefined : 'unknown';
  const keys = Object.keys(check.value);
  const found = Object.entries(said).map(([pattern, schema]) => ({ schema, keys: fitting(pattern, keys) }));
  if (found.some((one) => one.keys === undefined)) return 'untried';
  return entries(check, (key) => found.filter((one) => one.keys?.includes(key)).map(({ schema }) => schema));
}

function additional(said: unknown, check: Check, { properties, patternProperties }: Schema): Answer {
  if (!isMap(check.value)) return undefined;
  const keys = Object.keys(check.value);
  const patterns = isMap(patternProperties) ? Object.keys(patternProperties) : [];
  const found = patterns.map((pattern) => fitting(pattern, keys));
  if (found.includes(undefined)) return 'untried';
  return entries(check, (key) =>
    (isMap(properties) && Object.hasOwn(properties, key)) || found.some((one) => one?.includes(key)) ? [] : [said],
  );
}

function some(answers: readonly Answer[], check: Check): Answer {
  if (answers.includes(undefined)) return undefined;
  return openOf(answers) ?? unless(false, check, 'fits none of what is allowed');
}

function one(answers: readonly Answer[], check: Check): Answer {
  const fitting = answers.filter((answer) => answer === undefined).length;
  const open = openOf(answers);
  if (open !== undefined && fitting <= 1) return open;
  return unless(
    fitting === 1,
    check,
    fitting === 0 ? 'fits none of what is allowed' : 'fits more than one of what is allowed',
  );
}

function negated(answer: Answer, check: Check): Answer {
  return typeof answer === 'string' ? answer : unless(answer !== undefined, check, 'is what is not allowed');
}

function conditional(said: unknown, check: Check, schema: Schema): Answer {
  const answer = answerOf(said, check);
  if (typeof answer === 'string') return answer;
  return answerOf(schema[answer === undefined ? 'then' : 'else'] ?? true, check);
}

/** Within the schema itself; a schema elsewhere is not loaded. */
function referred(said: unknown, check: Check): Answer {
  if (typeof said !== 'string' || !/^#(\/|$)/.test(said)) return 'unknown';
  const keys = said.slice(1).split('/').slice(1);
  const target = keys.reduce<unknown>((inner, key) => {
    const name = decodeURIComponent(key).replaceAll('~1', '/').replaceAll('~0', '~');
    return Array.isArray(inner)
      ? inner[Number(name)]
      : isMap(inner) && Object.hasOwn(inner, name)
        ? inner[name]
        : undefined;
  }, check.root);
  return answerOf(target, check);
}
