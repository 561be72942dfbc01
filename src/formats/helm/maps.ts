// Functions of templates over lists and maps.
import { isSame, kind, list, map, own, text, whole, type Functions } from './arguments.ts';
import { isTrue } from './value.ts';

export const MAPS: Functions = {
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
  deepCopy: (value) => copied(value, new Map()),
  mustDeepCopy: (value) => copied(value, new Map()),
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
  lookup: () => ({}),
};

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

/** A copy that shares nothing with the value; functions, such as those of `.Files`, stay the same. */
function copied(value: unknown, known: Map<unknown, unknown>): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const before = known.get(value);
  if (before !== undefined) return before;
  const copy: object = Array.isArray(value) ? [] : {};
  known.set(value, copy);
  for (const [key, item] of Object.entries(value))
    Object.defineProperty(copy, key, {
      value: copied(item, known),
      writable: true,
      enumerable: true,
      configurable: true,
    });
  return copy;
}

/** The first takes precedence, map by map. */
export function merged(first: unknown, second: unknown): unknown {
  if (kind(first) !== 'map' || kind(second) !== 'map') return first ?? second;
  const entries = new Map(Object.entries(map(second)));
  for (const [key, value] of Object.entries(map(first)))
    entries.set(key, entries.has(key) && kind(value) === 'map' ? merged(value, entries.get(key)) : value);
  return Object.fromEntries(entries);
}
