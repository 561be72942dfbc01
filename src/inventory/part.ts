// A part of an installed object, with its place in a file.
import { isTemplated, type Key, type Node } from '../formats/yaml/node.ts';
import { hole } from '../formats/helm/mask.ts';
import type { YamlDocument } from '../formats/yaml/file.ts';
import { noChart, read, readIn, spotAt, type ChartText, type Reading } from '../formats/yaml/read.ts';
import { once } from '../once.ts';
import { lineAtOrigin, type Origin } from './origin.ts';

export type Scalar = string | number | boolean | null;

/**
 * A part of a rendered object. An unchanged part is a `source`, read from its file only when needed.
 * Everything else is taken apart as far as something changed it.
 */
export type Part =
  | SourcePart
  | { readonly k: 'map'; readonly origin: Origin; readonly entries: ReadonlyMap<string, Part>; readonly open?: string }
  | { readonly k: 'list'; readonly origin: Origin; readonly items: readonly Part[] }
  | { readonly k: 'scalar'; readonly origin: Origin; readonly value: Scalar }
  | { readonly k: 'unknown'; readonly origin: Origin; readonly why: string };

interface SourcePart {
  readonly k: 'source';
  readonly origin: Origin;
  readonly text: ChartText;
}

export function sourcePart(document: YamlDocument, keys: readonly Key[], text: ChartText = noChart): Part {
  return { k: 'source', origin: { document, keys }, text };
}

export function scalarPart(value: Scalar, origin: Origin): Part {
  return { k: 'scalar', value, origin };
}

/** Taken apart by one level, so that a change can go below it. */
export function opened(part: Part): Exclude<Part, SourcePart> {
  return part.k === 'source' ? openedSource(part) : part;
}

/** Only once: if many installations include a part, it is the same in each below the changed level. */
const openedSource = once(({ origin, text }: SourcePart): Exclude<Part, SourcePart> => {
  const { state, value, why, document, keys } = read(origin.document, origin.keys, text);
  if (state === 'unknown') return { k: 'unknown', origin, why: why ?? 'it only shows when it renders' };
  const at: Origin = { document, keys };
  const below = (key: Key): Part => sourcePart(document, [...keys, key], text);
  if (Array.isArray(value)) return { k: 'list', origin: at, items: value.map((_, index) => below(index)) };
  if (typeof value === 'object' && value !== null)
    return { k: 'map', origin: at, entries: new Map(Object.keys(value).map((key) => [key, below(key)])) };
  return { k: 'scalar', origin: at, value: isScalarValue(value) ? value : null };
});

export function isScalarValue(value: unknown): value is Scalar {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

/** The value at `keys` of a part. */
export function readPart(part: Part, keys: readonly Key[]): Reading {
  const { at, rest } = reached(part, keys);
  if (at.k === 'source') return readSource(at, rest);
  if (at.k === 'unknown') return unknownAt(at, rest);
  if (rest.length === 0) return present(at);
  const { state, why } = missing(at, keys.slice(0, -rest.length));
  return state === 'unknown' || at.k === 'scalar'
    ? { state, ...placed(at.origin, rest), ...(why === undefined ? {} : { why }) }
    : absentAt(at.origin, rest);
}

/** The value at `keys` of a part without its place, which takes longer to find. */
export function valueAt(part: Part, keys: readonly Key[]): Pick<Reading, 'state' | 'value'> {
  const { at, rest } = reached(part, keys);
  if (at.k === 'source') return readSource(at, rest);
  if (at.k === 'unknown') return { state: 'unknown' };
  if (rest.length > 0) return missing(at, []);
  return at.k === 'scalar' && at.value === null ? { state: 'absent' } : { state: 'present', value: plainOf(at) };
}

/** The last part on the way, and the keys of which it has no parts. */
function reached(part: Part, keys: readonly Key[]): { readonly at: Part; readonly rest: readonly Key[] } {
  let at = part;
  for (const [index, key] of keys.entries()) {
    const next: Part | undefined =
      at.k === 'map'
        ? at.entries.get(String(key))
        : at.k === 'list'
          ? at.items[typeof key === 'number' ? key : NaN]
          : undefined;
    if (next === undefined) return { at, rest: keys.slice(index) };
    at = next;
  }
  return { at, rest: [] };
}

/** What is known of a field that a part lacks. */
function missing(at: Exclude<Part, SourcePart>, keys: readonly Key[]): Pick<Reading, 'state' | 'why'> {
  if (at.k === 'map' && at.open !== undefined) return { state: 'unknown', why: at.open };
  if (at.k === 'scalar' && at.value !== null) return { state: 'unknown', why: `${keys.join('.')} is not a map` };
  return { state: 'absent' };
}

/** In a template, a missing field may belong in the values, or be in a branch that the default values turn off. */
function absentAt(origin: Origin, rest: readonly Key[]): Reading {
  if (origin.text === undefined) return { state: 'absent', ...placed(origin, rest) };
  const masked = read(origin.document, [...origin.keys, ...rest], origin.text);
  if (masked.state === 'absent') return masked;
  const { document, line } = masked;
  return { state: 'absent', document: { ...document, root: null }, keys: [], line };
}

function readSource(part: SourcePart, rest: readonly Key[]): Reading {
  return readIn(spotOf(part), rest);
}

const spotOf = once(({ origin, text }: SourcePart) => spotAt(origin.document, origin.keys, text));

function present(part: Exclude<Part, SourcePart>): Reading {
  if (part.k === 'unknown') return unknownAt(part, []);
  const place = placed(part.origin, []);
  if (part.k === 'scalar' && part.value === null) return { state: 'absent', ...place };
  const node = nodeOf(part.origin);
  return { state: 'present', ...place, value: plainOf(part), ...(node === undefined ? {} : { node }) };
}

function unknownAt({ origin, why }: Extract<Part, { readonly k: 'unknown' }>, rest: readonly Key[]): Reading {
  return { state: 'unknown', ...placed(origin, rest), why };
}

function placed(origin: Origin, rest: readonly Key[]): Pick<Reading, 'document' | 'keys' | 'line'> {
  return { document: origin.document, keys: [...origin.keys, ...rest], line: lineAtOrigin(origin) };
}

function nodeOf({ document, keys, line }: Origin): Node | undefined {
  return line === undefined ? read(document, keys).node : undefined;
}

/** The plain value; an unknown one is a text with a hole in it. */
export function plainOf(part: Part): unknown {
  switch (part.k) {
    case 'source': {
      const { state, value, why } = readSource(part, []);
      return state === 'unknown' ? holeFor(why ?? '') : state === 'absent' ? null : value;
    }
    case 'map':
      return {
        ...Object.fromEntries([...part.entries].map(([key, each]) => [key, plainOf(each)])),
        ...(part.open === undefined ? {} : { [hole]: holeFor(part.open) }),
      };
    case 'list':
      return part.items.map(plainOf);
    case 'scalar':
      return part.value;
    case 'unknown':
      return holeFor(part.why);
  }
}

function holeFor(why: string): string {
  return `${hole}${why}${hole}`;
}

/** The part at `keys`, or undefined if there is none. */
export function partAt(part: Part, keys: readonly Key[]): Part | undefined {
  let current: Part | undefined = part;
  for (const key of keys) {
    if (current === undefined) return undefined;
    const open = opened(current);
    current =
      open.k === 'map'
        ? open.entries.get(String(key))
        : open.k === 'list'
          ? open.items[Number(key)]
          : open.k === 'unknown'
            ? open
            : undefined;
  }
  return current;
}

/** The part with another value at `keys`, or with none; it adds missing maps on the way. */
export function withPart(part: Part, keys: readonly Key[], value: Part | undefined): Part {
  const [key, ...rest] = keys;
  if (key === undefined) return value ?? scalarPart(null, part.origin);
  const open = opened(part);
  if (open.k === 'unknown') return open;
  if (open.k === 'list') {
    const at = key === '-' ? open.items.length : Number(key);
    const before = open.items[at];
    if (value === undefined && rest.length === 0)
      return { ...open, items: open.items.filter((_, index) => index !== at) };
    const next = withPart(before ?? emptyMap(value?.origin ?? open.origin), rest, value);
    return { ...open, items: at < open.items.length ? open.items.with(at, next) : [...open.items, next] };
  }
  const entries = new Map(open.k === 'map' ? open.entries : []);
  const below = entries.get(String(key));
  if (value === undefined && (rest.length === 0 || below === undefined)) entries.delete(String(key));
  else
    entries.set(
      String(key),
      withPart(below ?? emptyMap({ document: open.origin.document, keys: [...open.origin.keys, key] }), rest, value),
    );
  return { k: 'map', origin: open.origin, entries };
}

function emptyMap(origin: Origin): Part {
  return { k: 'map', origin, entries: new Map() };
}

/** A plain value as a part, all of it from one place. */
export function partFrom(value: unknown, origin: Origin): Part {
  if (Array.isArray(value)) return { k: 'list', origin, items: value.map((item) => partFrom(item, origin)) };
  if (typeof value === 'object' && value !== null)
    return {
      k: 'map',
      origin,
      entries: new Map(Object.entries(value).map(([key, item]) => [key, partFrom(item, origin)])),
    };
  return scalarPart(isScalarValue(value) ? value : null, origin);
}

/** The text at `keys`, or undefined if there is none or it is unknown. */
export function textAt(part: Part, ...keys: readonly Key[]): string | undefined {
  const { state, value } = valueAt(part, keys);
  return state === 'present' && isScalarValue(value) && value !== null && !isTemplated(value)
    ? String(value)
    : undefined;
}

/** The items of the list at `keys`. */
export function itemsAt(part: Part, ...keys: readonly Key[]): readonly Part[] {
  const found = partAt(part, keys);
  const open = found === undefined ? undefined : opened(found);
  return open?.k === 'list' ? open.items : [];
}

/** The texts of the list at `keys`. */
export function textsAt(part: Part, ...keys: readonly Key[]): readonly string[] {
  return itemsAt(part, ...keys).flatMap((item) => textAt(item) ?? []);
}
