// Lists with known elements in known places: texts that are split, concatenated, and indexed.

import type { Syntax } from '../../formats/rust/syntax.ts';
import { externalType } from '../names/definitions.ts';
import type { Ty } from '../types/ty.ts';
import { option } from './data.ts';
import { composed, holding } from './made-text.ts';
import type { MethodCall } from './found-method.ts';
import { constantOf, constantsOf, STRING, text, type Value } from './value.ts';
import type { ValueKeys } from './value-key.ts';

/** Methods of a list that keep its elements and their order. */
const KEEPING = new Set([
  'iter',
  'into_iter',
  'collect',
  'collect_vec',
  'join',
  'concat',
  'to_vec',
  'as_slice',
  'try_into',
  'clone',
  'len',
  'is_empty',
  'nth',
  'next',
  'first',
  'last',
  'get',
]);

/** A method may have changed the elements or their order: then their places are unknown. */
export function forgetItems(keys: ValueKeys, list: Value, method = ''): void {
  if (list.items === undefined || KEEPING.has(method)) return;
  Object.assign(list, { items: undefined });
  keys.forget();
}

/** `"apps/v1".split('/')`, `splitn`, `lines`: the parts, if text and separator are constant. */
export function splitConstant({ receiver, name, source }: MethodCall): Value | undefined {
  const whole = constantOf(receiver);
  const most = name.endsWith('splitn') ? countOf(source) : undefined;
  const separator = name === 'split_whitespace' ? /\s+/ : name === 'lines' ? /\r?\n/ : separatorOf(source);
  if (whole === undefined || separator === undefined || !SPLITS.has(name)) return undefined;
  if (name.endsWith('splitn') && (most === undefined || typeof separator !== 'string')) return undefined;
  const parts = atMost(whole.split(separator), most, String(separator), name === 'rsplitn');
  const items = (name === 'rsplit' || name === 'rsplitn' ? parts.reverse() : parts).map(text);
  const list: Ty = { k: 'nominal', def: externalType(['Iter']), args: [STRING] };
  return { ...holding(items), ty: list, items };
}

const SPLITS = new Set(['split', 'rsplit', 'splitn', 'rsplitn', 'split_whitespace', 'lines']);

/** `splitn(2, '/')`: so many parts. */
function countOf(source: Syntax): number | undefined {
  const [count] = source.child('arguments')?.kids ?? [];
  return count !== undefined && /^[1-9]\d?(?:usize)?$/.test(count.text) ? Number.parseInt(count.text, 10) : undefined;
}

/** The last part, or the first one of `rsplitn`, is the rest. */
function atMost(parts: string[], most: number | undefined, separator: string, isFromEnd: boolean): string[] {
  if (most === undefined || parts.length <= most) return parts;
  return isFromEnd
    ? [parts.slice(0, parts.length - most + 1).join(separator), ...parts.slice(parts.length - most + 1)]
    : [...parts.slice(0, most - 1), parts.slice(most - 1).join(separator)];
}

/** `"apps/v1".split_once('/')`. */
export function splitOnce({ receiver, name, source }: MethodCall): Value | undefined {
  const whole = constantOf(receiver);
  const separator = separatorOf(source);
  if (whole === undefined || separator === undefined) return undefined;
  const at = name === 'rsplit_once' ? whole.lastIndexOf(separator) : whole.indexOf(separator);
  if (at === -1) return { ty: option({ k: 'tuple', items: [STRING, STRING] }), empty: true };
  const parts = [text(whole.slice(0, at)), text(whole.slice(at + separator.length))];
  return {
    ty: option({ k: 'tuple', items: [STRING, STRING] }),
    fields: new Map(parts.map((part, index) => [String(index), part])),
  };
}

/** The separator that a call names: a literal text or character. */
function separatorOf(source: Syntax): string | undefined {
  const given = source.child('arguments')?.kids ?? [];
  const literal = given.length > 0 ? /^(?:'([^'\\])'|"([^"\\]+)")$/.exec(given.at(-1)?.text ?? '') : null;
  return literal?.[1] ?? literal?.[2];
}

/** `parts[1]`, `parts.nth(1)`. */
export function itemAt(list: Value, index: Syntax | undefined): Value | undefined {
  if (index?.text === '..') return list;
  return index !== undefined && /^\d+(?:usize)?$/.test(index.text)
    ? list.items?.[Number.parseInt(index.text, 10)]
    : undefined;
}

/** Concatenated texts; unknown holes stay as `{}` in `pattern`, for URLs. */
export function concatenated(parts: readonly Value[], separator = ''): Value {
  const texts = parts.map(choices);
  if (texts.every((part) => part !== undefined) && !isMany(texts)) return oneOf(combined(texts, separator));
  const patterns = parts.map((part, at) => texts[at] ?? choices(part.fields?.get('pattern')) ?? ['{}']);
  const fields = new Map([['pattern', oneOf(combined(patterns, separator))]]);
  const place = separator === '' ? namespaceIn(parts) : undefined;
  if (place !== undefined) fields.set('place', place);
  return { ...composed(parts), fields };
}

/** The part of a URL that is its namespace. */
function namespaceIn(parts: readonly Value[]): Value | undefined {
  const texts = parts.map((part) => choices(part) ?? choices(part.fields?.get('pattern')));
  const [at, ...more] = [...parts.keys()].filter((each) => isNamespace(texts, each));
  if (at !== undefined && more.length === 0) return parts[at];
  return parts.map((part) => part.fields?.get('place')).find((place) => place !== undefined);
}

function isNamespace(texts: readonly (readonly string[] | undefined)[], at: number): boolean {
  const [before, after] = [texts[at - 1], texts[at + 1]];
  return (
    before?.every((each) => each.endsWith('/namespaces/')) === true &&
    (at === texts.length - 1 || after?.every((each) => each.startsWith('/')) === true)
  );
}

/** More texts than any place was seen to choose from. */
const MAX_CHOICES = 16;

/** The possible texts of a value, if all of them are known. */
export function choices(value: Value | undefined): readonly string[] | undefined {
  const only = constantOf(value);
  return only === undefined ? constantsOf(value) : [only];
}

/** Each text of the first part with each of the second, and so on; with too many, the varying parts become holes. */
function combined(parts: readonly (readonly string[])[], separator: string): readonly string[] {
  const few = isMany(parts) ? parts.map((part) => (part.length === 1 ? part : ['{}'])) : parts;
  const [first = [''], ...rest] = few;
  return rest.reduce((made, part) => made.flatMap((head) => part.map((tail) => head + separator + tail)), first);
}

function isMany(parts: readonly (readonly string[])[]): boolean {
  return parts.reduce((count, part) => count * part.length, 1) > MAX_CHOICES;
}

/** Texts longer than any URL are not combined. */
const LONGEST_CHOICE = 4_000;

/** One of these texts. */
export function oneOf(texts: readonly string[]): Value {
  const [only = ''] = texts;
  if (texts.length === 1) return text(only);
  if (texts.some(({ length }) => length > LONGEST_CHOICE)) return { ty: STRING };
  return { ty: STRING, origin: { names: [...new Set(texts)].sort() } };
}
