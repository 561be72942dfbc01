// The keywords of a JSON Schema that judge a value without its children.
import { fitsPattern } from './pattern.ts';
import { isMap, list, unless, worst, type Answer, type Check, type Keyword } from './answer.ts';

export const plainKeywords: readonly (readonly [string, Keyword])[] = [
  [
    'type',
    (said, check) =>
      unless(
        [said].flat().some((type) => isOf(type, check.value)),
        check,
        `is not of type ${[said].flat().map(named).join(' or ')}`,
      ),
  ],
  [
    'enum',
    (said, check) =>
      unless(
        list(said).some((one) => isSame(one, check.value)),
        check,
        'is none of the values that are listed',
      ),
  ],
  ['const', (said, check) => unless(isSame(said, check.value), check, `is not ${JSON.stringify(said)}`)],
  ['minimum', (said, check) => number(check, (value) => value >= Number(said), `is less than ${String(said)}`)],
  ['maximum', (said, check) => number(check, (value) => value <= Number(said), `is more than ${String(said)}`)],
  [
    'exclusiveMinimum',
    (said, check) =>
      typeof said === 'boolean'
        ? 'unknown'
        : number(check, (value) => value > Number(said), `is not more than ${String(said)}`),
  ],
  [
    'exclusiveMaximum',
    (said, check) =>
      typeof said === 'boolean'
        ? 'unknown'
        : number(check, (value) => value < Number(said), `is not less than ${String(said)}`),
  ],
  [
    'multipleOf',
    (said, check) =>
      number(check, (value) => Number.isInteger(value / Number(said)), `is no multiple of ${String(said)}`),
  ],
  ['minLength', (said, check) => text(check, (value) => [...value].length >= Number(said), 'is too short')],
  ['maxLength', (said, check) => text(check, (value) => [...value].length <= Number(said), 'is too long')],
  ['pattern', (said, check) => (typeof check.value === 'string' ? matching(said, check.value, check) : undefined)],
  ['minItems', (said, check) => items(check, (value) => value.length >= Number(said), 'has too few items')],
  ['maxItems', (said, check) => items(check, (value) => value.length <= Number(said), 'has too many items')],
  [
    'uniqueItems',
    (said, check) =>
      items(
        check,
        (value) => said !== true || value.every((one, at) => !value.slice(0, at).some((other) => isSame(one, other))),
        'has an item twice',
      ),
  ],
  [
    'required',
    (said, check) =>
      worst(
        list(said).map((key) =>
          unless(!isMap(check.value) || Object.hasOwn(check.value, String(key)), check, `lacks ${String(key)}`),
        ),
      ),
  ],
  [
    'minProperties',
    (said, check) =>
      unless(!isMap(check.value) || Object.keys(check.value).length >= Number(said), check, 'has too few keys'),
  ],
  [
    'maxProperties',
    (said, check) =>
      unless(!isMap(check.value) || Object.keys(check.value).length <= Number(said), check, 'has too many keys'),
  ],
];

function number(check: Check, fits: (value: number) => boolean, message: string): Answer {
  return unless(typeof check.value !== 'number' || fits(check.value), check, message);
}

function text(check: Check, fits: (value: string) => boolean, message: string): Answer {
  return unless(typeof check.value !== 'string' || fits(check.value), check, message);
}

function items(check: Check, fits: (value: readonly unknown[]) => boolean, message: string): Answer {
  return unless(!Array.isArray(check.value) || fits(check.value), check, message);
}

function matching(said: unknown, value: string, check: Check): Answer {
  const fits = typeof said === 'string' ? fitsPattern(said, value) : undefined;
  return fits === undefined ? 'untried' : unless(fits, check, `does not match ${String(said)}`);
}

function isOf(type: unknown, value: unknown): boolean {
  switch (type) {
    case 'null':
      return value === null || value === undefined;
    case 'array':
      return Array.isArray(value);
    case 'object':
      return isMap(value);
    case 'integer':
      return Number.isInteger(value);
    default:
      return typeof value === type;
  }
}

function isSame(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

/** A type is a word; any other value is shown as JSON. */
function named(type: unknown): string {
  return typeof type === 'string' ? type : JSON.stringify(type);
}
