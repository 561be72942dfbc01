// The functions of Helm's templates that need nothing but their arguments. Those that are not here give what is not known.
import { createHash } from 'node:crypto';
import { parse, stringify } from 'yaml';
import { isTrue, printed, UNKNOWN } from './value.ts';

type Fn = (...args: readonly unknown[]) => unknown;

const text = (value: unknown): string => printed(value);
const number = (value: unknown): number => {
  const found = Number(typeof value === 'boolean' ? value : text(value));
  return Number.isFinite(found) ? found : 0;
};
const whole = (value: unknown): number => Math.trunc(number(value));
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const map = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
const isSame = (one: unknown, other: unknown): boolean =>
  typeof one === 'object' || typeof other === 'object'
    ? JSON.stringify(one ?? null) === JSON.stringify(other ?? null)
    : one === other;

/** The result is not known when an argument is not. Source: text/template of Go, and Sprig 3 (docs of its functions). */
export const FUNCTIONS: Readonly<Record<string, Fn>> = {
  quote: (...args) =>
    args
      .filter((one) => one !== null)
      .map((one) => JSON.stringify(text(one)))
      .join(' '),
  squote: (...args) =>
    args
      .filter((one) => one !== null)
      .map((one) => `'${text(one)}'`)
      .join(' '),
  toString: (value: unknown) => text(value),
  toStrings: (value) => list(value).map(text),
  print: (...args) => args.map(text).join(''),
  println: (...args) => `${args.map(text).join(' ')}\n`,
  printf: (format, ...args) => formatted(text(format), args),
  cat: (...args) => args.map(text).join(' '),
  trim: (value) => text(value).trim(),
  trimSuffix: (suffix, value) =>
    text(suffix) !== '' && text(value).endsWith(text(suffix))
      ? text(value).slice(0, -text(suffix).length)
      : text(value),
  trimPrefix: (prefix, value) =>
    text(value).startsWith(text(prefix)) ? text(value).slice(text(prefix).length) : text(value),
  trimAll: (characters, value) => trimmedOf(text(characters), text(value)),
  upper: (value) => text(value).toUpperCase(),
  lower: (value) => text(value).toLowerCase(),
  title: (value) => text(value).replace(/\b[a-z]/g, (letter) => letter.toUpperCase()),
  nospace: (value) => text(value).replaceAll(/\s/g, ''),
  trunc: (length, value) =>
    whole(length) < 0 ? text(value).slice(whole(length)) : text(value).slice(0, whole(length)),
  substr: (start, end, value) => text(value).slice(whole(start), whole(end) < 0 ? undefined : whole(end)),
  replace: (old, by, value) =>
    ifSmall(text(value).split(text(old)).length * text(by).length, () =>
      text(value).replaceAll(text(old), () => text(by)),
    ),
  repeat: (count, value) =>
    ifSmall(whole(count) * text(value).length, () => text(value).repeat(Math.max(0, whole(count)))),
  contains: (part, value) => text(value).includes(text(part)),
  hasPrefix: (part, value) => text(value).startsWith(text(part)),
  hasSuffix: (part, value) => text(value).endsWith(text(part)),
  abbrev: (width, value) =>
    text(value).length > whole(width) ? `${text(value).slice(0, Math.max(0, whole(width) - 3))}...` : text(value),
  indent: (width, value) => indented(whole(width), text(value)),
  nindent: (width, value) => `\n${indented(whole(width), text(value))}`,
  b64enc: (value) => Buffer.from(text(value)).toString('base64'),
  b64dec: (value) => Buffer.from(text(value), 'base64').toString(),
  sha256sum: (value) => createHash('sha256').update(text(value)).digest('hex'),
  toYaml: (value) => yaml(value),
  toJson: (value) => JSON.stringify(value ?? null),
  toPrettyJson: (value) => JSON.stringify(value ?? null, undefined, 2),
  toRawJson: (value) => JSON.stringify(value ?? null),
  mustToJson: (value) => JSON.stringify(value ?? null),
  fromYaml: (value) => parsed(text(value)),
  fromYamlArray: (value) => parsed(text(value)),
  fromJson: (value) => parsed(text(value)),
  eq: (one, ...others) => others.some((other) => isSame(one, other)),
  ne: (one, other) => !isSame(one, other),
  lt: (one, other) => ordered(one, other) < 0,
  le: (one, other) => ordered(one, other) <= 0,
  gt: (one, other) => ordered(one, other) > 0,
  ge: (one, other) => ordered(one, other) >= 0,
  len: (value) =>
    typeof value === 'string'
      ? Buffer.byteLength(value)
      : Array.isArray(value)
        ? value.length
        : Object.keys(map(value)).length,
  index: (value, ...keys) =>
    keys.reduce((inner, key) => (Array.isArray(inner) ? inner[whole(key)] : own(inner, text(key))) ?? null, value),
  slice: (value, start, end) =>
    (typeof value === 'string' ? value : list(value)).slice(
      whole(start ?? 0),
      end === undefined ? undefined : whole(end),
    ),
  list: (...args) => args,
  tuple: (...args) => args,
  dict: (...args) => dictOf(args),
  get: (value, key) => own(value, text(key)) ?? '',
  hasKey: (value, key) => typeof value === 'object' && value !== null && Object.hasOwn(value, text(key)),
  pluck: (key, ...maps) => maps.filter((one) => Object.hasOwn(map(one), text(key))).map((one) => own(one, text(key))),
  dig: (...args) => dug(args),
  keys: (...maps) => maps.flatMap((one) => Object.keys(map(one))),
  values: (value) => Object.values(map(value)),
  pick: (value, ...keys) => Object.fromEntries(Object.entries(map(value)).filter(([key]) => keys.includes(key))),
  omit: (value, ...keys) => Object.fromEntries(Object.entries(map(value)).filter(([key]) => !keys.includes(key))),
  merge: (...maps) => maps.reduce((all, one) => merged(all, one), {}),
  mustMerge: (...maps) => maps.reduce((all, one) => merged(all, one), {}),
  mergeOverwrite: (...maps) => [...maps].reverse().reduce((all, one) => merged(all, one), {}),
  mustMergeOverwrite: (...maps) => [...maps].reverse().reduce((all, one) => merged(all, one), {}),
  deepCopy: (value) => structuredClone(value),
  mustDeepCopy: (value) => structuredClone(value),
  append: (items, item) => [...list(items), item],
  mustAppend: (items, item) => [...list(items), item],
  prepend: (items, item) => [item, ...list(items)],
  concat: (...lists) => lists.flatMap(list),
  first: (items) => list(items)[0] ?? null,
  last: (items) => list(items).at(-1) ?? null,
  rest: (items) => list(items).slice(1),
  initial: (items) => list(items).slice(0, -1),
  uniq: (items) => list(items).filter((item, at, all) => all.findIndex((one) => isSame(one, item)) === at),
  without: (items, ...others) => list(items).filter((item) => !others.some((other) => isSame(item, other))),
  has: (item, items) => list(items).some((one) => isSame(one, item)),
  compact: (items) => list(items).filter(isTrue),
  reverse: (items) => [...list(items)].reverse(),
  sortAlpha: (items) => list(items).map(text).sort(),
  join: (by, items) => {
    const parts = (Array.isArray(items) ? items.filter((one) => one !== null) : [items]).map(text);
    return ifSmall(parts.length * text(by).length, () => parts.join(text(by)));
  },
  splitList: (by, value) => text(value).split(text(by)),
  split: (by, value) =>
    Object.fromEntries(
      text(value)
        .split(text(by))
        .map((part, at) => [`_${at}`, part]),
    ),
  until: (count) => upTo(0, whole(count), 1),
  untilStep: (start, end, step) => upTo(whole(start), whole(end), whole(step)),
  int: whole,
  int64: whole,
  atoi: whole,
  float64: number,
  add: (...args) => args.reduce<number>((sum, one) => sum + whole(one), 0),
  add1: (value) => whole(value) + 1,
  sub: (one, other) => whole(one) - whole(other),
  mul: (...args) => args.reduce<number>((product, one) => product * whole(one), 1),
  div: (one, other) => (whole(other) === 0 ? UNKNOWN : Math.trunc(whole(one) / whole(other))),
  mod: (one, other) => (whole(other) === 0 ? UNKNOWN : whole(one) % whole(other)),
  max: (...args) => Math.max(...args.map(whole)),
  min: (...args) => Math.min(...args.map(whole)),
  ceil: (value) => Math.ceil(number(value)),
  floor: (value) => Math.floor(number(value)),
  kindOf: (value) => kind(value),
  typeOf: (value) =>
    kind(value) === 'map' ? 'map[string]interface {}' : kind(value) === 'slice' ? '[]interface {}' : kind(value),
  kindIs: (wanted, value) => kind(value) === wanted,
  typeIs: (wanted, value) =>
    (kind(value) === 'map' ? 'map[string]interface {}' : kind(value) === 'slice' ? '[]interface {}' : kind(value)) ===
    wanted,
  base: (value) => text(value).split('/').at(-1) ?? '',
  dir: (value) => text(value).split('/').slice(0, -1).join('/') || '.',
  semverCompare: (wanted, version) => compares(text(wanted), text(version)),
  urlquery: (value) => encodeURIComponent(text(value)),
  lookup: () => ({}),
};

function own(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (Reflect.get(value, key) as unknown)
    : undefined;
}

/** What gets longer by more than a manifest holds is not worked out. */
function ifSmall(more: number, made: () => unknown): unknown {
  return more > 1_000_000 ? UNKNOWN : made();
}

export function indented(width: number, value: string): string {
  const pad = ' '.repeat(Math.min(200, Math.max(0, width)));
  return pad + value.replaceAll('\n', `\n${pad}`);
}

function formatted(format: string, args: readonly unknown[]): unknown {
  let at = 0;
  let isKnown = true;
  const result = format.replace(/%(%|[+#]?[-\d.]*[a-zA-Z])/g, (_, verb: string) => {
    if (verb === '%') return '%';
    const value = args[at];
    at += 1;
    if (value === null || value === undefined) return verb === 'v' ? '<nil>' : `%!${verb}(<nil>)`;
    if (/^[svtd]$/.test(verb)) return verb === 'd' ? String(whole(value)) : text(value);
    if (verb === 'q') return JSON.stringify(text(value));
    isKnown = false;
    return '';
  });
  return isKnown ? result : UNKNOWN;
}

function trimmedOf(characters: string, value: string): string {
  let [start, end] = [0, value.length];
  while (start < end && characters.includes(value[start] ?? '')) start += 1;
  while (end > start && characters.includes(value[end - 1] ?? '')) end -= 1;
  return value.slice(start, end);
}

function yaml(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  return stringify(value, { lineWidth: 0, sortMapEntries: true, defaultStringType: 'PLAIN' }).trimEnd();
}

function parsed(value: string): unknown {
  try {
    return parse(value, { logLevel: 'silent', maxAliasCount: 100 }) as unknown;
  } catch {
    return UNKNOWN;
  }
}

function ordered(one: unknown, other: unknown): number {
  if (typeof one === 'string' && typeof other === 'string') return one < other ? -1 : one > other ? 1 : 0;
  return number(one) - number(other);
}

function dictOf(args: readonly unknown[]): unknown {
  const entries: [string, unknown][] = [];
  for (let at = 0; at < args.length; at += 2) entries.push([text(args[at]), args[at + 1] ?? null]);
  return Object.fromEntries(entries);
}

function dug(args: readonly unknown[]): unknown {
  const [keys, fallback, start] = [args.slice(0, -2), args.at(-2), args.at(-1)];
  let current = start;
  for (const key of keys) {
    const next = own(current, text(key));
    if (next === undefined) return fallback;
    current = next;
  }
  return current;
}

/** The first wins, map by map. */
export function merged(first: unknown, second: unknown): unknown {
  if (kind(first) !== 'map' || kind(second) !== 'map') return first ?? second;
  const entries = new Map(Object.entries(map(second)));
  for (const [key, value] of Object.entries(map(first)))
    entries.set(key, entries.has(key) && kind(value) === 'map' ? merged(value, entries.get(key)) : value);
  return Object.fromEntries(entries);
}

function upTo(start: number, end: number, step: number): unknown {
  if (step === 0 || Math.abs((end - start) / step) > 1000) return UNKNOWN;
  const items: number[] = [];
  for (let at = start; step > 0 ? at < end : at > end; at += step) items.push(at);
  return items;
}

function kind(value: unknown): string {
  if (value === null || value === undefined) return 'invalid';
  if (Array.isArray(value)) return 'slice';
  return typeof value === 'object'
    ? 'map'
    : typeof value === 'boolean'
      ? 'bool'
      : typeof value === 'number'
        ? 'float64'
        : 'string';
}

/** Constraints of one or several comparisons with full versions; what is written otherwise is not known. */
function compares(constraint: string, version: string): unknown {
  const found = /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?/.exec(version.trim());
  if (found === null) return UNKNOWN;
  const have = found.slice(1, 4).map((part) => Number(part ?? 0));
  const answers = constraint.split(/(?<![,\s])[,\s]+(?=[<>=!~^])/).map((each) => {
    const [, operator = '=', ...parts] =
      /^(>=|<=|!=|[<>=~^]?)\s*v?(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:-[\w.]*)?$/.exec(each.trim()) ?? [];
    if (parts[0] === undefined) return undefined;
    const want = parts.slice(0, 3).map((part) => Number(part ?? 0));
    const order = have.map((part, at) => Math.sign(part - (want[at] ?? 0))).find((sign) => sign !== 0) ?? 0;
    if (operator === '~') return have[0] === want[0] && have[1] === want[1] && order >= 0;
    if (operator === '^') return have[0] === want[0] && order >= 0;
    return (
      { '>=': order >= 0, '<=': order <= 0, '>': order > 0, '<': order < 0, '!=': order !== 0 }[operator] ?? order === 0
    );
  });
  return answers.includes(undefined) ? UNKNOWN : answers.every((answer) => answer === true);
}
