// Reads one place of a document, through the values of its chart if a template passes them on.
import { isScalar } from 'yaml';
import { actionsIn } from '../helm/actions.ts';
import { hole, type Insert } from '../helm/mask.ts';
import { includedBy, type KeysOf } from '../helm/defines.ts';
import { valuesKeys } from '../helm/expression.ts';
import { mergedPair } from './aliases.ts';
import { once } from '../../once.ts';
import type { YamlDocument } from './file.ts';
import {
  asMap,
  asSeq,
  columnOf,
  endOf,
  isTemplated,
  lineOf,
  pairAt,
  pairsOf,
  startOf,
  target,
  valueOf,
  type Key,
  type MapNode,
  type Node,
  type PairNode,
} from './node.ts';

/** The values that the templates of a chart refer to. */
export interface ChartText {
  /** The first document of its values.yaml. */
  readonly values?: YamlDocument | undefined;
  readonly keysOf?: KeysOf | undefined;
}

/** The content of a place: a value, nothing, or something that only rendering shows. */
export interface Reading {
  readonly state: 'present' | 'absent' | 'unknown';
  readonly value?: unknown;
  readonly node?: Node;
  /** The document and the keys at which the value is, or would have to be. */
  readonly document: YamlDocument;
  readonly keys: readonly Key[];
  /** The line of the value, or of its nearest parent if it is missing. */
  readonly line: number;
  readonly why?: string;
}

/**
 * The content at `keys`.
 *
 * @param chart the known parts of the chart, for its templates
 */
export function read(document: YamlDocument, keys: readonly Key[], chart: ChartText = noChart): Reading {
  return readIn(spotAt(document, [], chart), keys);
}

/** One shared object, because the cache is keyed by it. */
export const noChart: ChartText = {};

/** Speeds up repeated reads below the same place. */
export interface Spot {
  readonly document: YamlDocument;
  readonly keys: readonly Key[];
  readonly chart: ChartText;
  readonly place: Place;
}

export function spotAt(document: YamlDocument, keys: readonly Key[], chart: ChartText = noChart): Spot {
  const ofDocument = readings(document);
  let place = ofDocument.get(chart);
  if (place === undefined) ofDocument.set(chart, (place = { below: undefined, reading: undefined }));
  return { document, keys, chart, place: placeIn(place, keys) };
}

/** The content at the rest of `keys`. */
export function readIn({ document, keys: above, chart, place }: Spot, keys: readonly Key[]): Reading {
  const here = placeIn(place, keys);
  return (here.reading ??= readAnew(document, above.length === 0 ? keys : [...above, ...keys], chart));
}

/** A place that was read, and the places below it. An item of a list and a key with the same text are different. */
interface Place {
  below: Map<Key, Place> | undefined;
  reading: Reading | undefined;
}

const readings = once((_document: YamlDocument) => new Map<ChartText, Place>());

function placeIn(above: Place, keys: readonly Key[]): Place {
  let place = above;
  for (const key of keys) place = placeBelow(place, key);
  return place;
}

function placeBelow(place: Place, key: Key): Place {
  const below = (place.below ??= new Map());
  const known = below.get(key);
  if (known !== undefined) return known;
  const made: Place = { below: undefined, reading: undefined };
  below.set(key, made);
  return made;
}

function readAnew(document: YamlDocument, keys: readonly Key[], chart: ChartText): Reading {
  let node = target(document, document.root);
  let line = document.root === null ? document.line : lineOf(document, document.root);
  let opened = 0;
  for (const [index, key] of keys.entries()) {
    const rest = keys.slice(index);
    if (node === null) return { state: 'absent', document, keys, line };
    const passed = passedOn(document, node, rest, chart);
    if (passed !== undefined) return passed;
    const map = asMap(node);
    const seq = asSeq(node);
    if (map === undefined && seq === undefined)
      return isScalar(node) && node.value === null
        ? { state: 'absent', document, keys, line }
        : { state: 'unknown', document, keys, line, why: `${keys.slice(0, index).join('.')} is not a map` };
    const pair = map && (pairAt(map, key) ?? mergedPair(document, map, key));
    if (map !== undefined && pair === undefined)
      return insertedInto(document, map, opened, rest, chart) ?? { state: 'absent', document, keys, line };
    if (pair !== undefined) {
      line = lineOf(document, pair.key);
      opened = line;
      const value = target(document, pair.value);
      const inserted =
        value === null || (isScalar(value) && value.value === null)
          ? insertedUnder(document, pair.key, keys.slice(index + 1), chart)
          : undefined;
      if (inserted !== undefined) return inserted;
      node = value;
    } else {
      const item = typeof key === 'number' ? seq?.items[key] : undefined;
      if (item === undefined) return { state: 'absent', document, keys, line };
      node = target(document, item);
      if (node !== null) line = lineOf(document, node);
      opened = line;
    }
  }
  if (node === null || (isScalar(node) && node.value === null)) return { state: 'absent', document, keys, line };
  const passed = passedOn(document, node, [], chart);
  if (passed !== undefined) return passed;
  const value = valueOf(document, node);
  return value === undefined
    ? { state: 'unknown', document, keys, line, why: 'its aliases multiply beyond reason' }
    : { state: 'present', value, node, document, keys, line };
}

/** A scalar that an action fills in: the value that the action passes on, or unknown. */
function passedOn(document: YamlDocument, node: Node, rest: readonly Key[], chart: ChartText): Reading | undefined {
  if (!isScalar(node) || !isTemplated(node.value)) return undefined;
  const line = lineOf(document, node);
  const source = document.file.text
    .slice(startOf(document, node), document.offset + node.range[1])
    .replace(/^["']|["']$/g, '');
  const [first] = actionsIn(source);
  const action = first?.start === 0 && first.end === source.length && !/[{}]/.test(first.code) ? first.code : undefined;
  const dot = document.file.mask.dots[line - 1];
  return through(document, action ?? source, dot, line, rest, chart);
}

/** `key:` with nothing below it except lines that an action behind it, or on the next line, inserts. */
function insertedUnder(document: YamlDocument, key: Node, rest: readonly Key[], chart: ChartText): Reading | undefined {
  const line = lineOf(document, key);
  const insert = document.file.mask.inserts.find(
    (one) => one.line >= line && one.column >= columnOf(document, key) && nothingBetween(document, line, one.line),
  );
  return insert && through(document, insert.expression, insert.dot, insert.line, rest, chart);
}

/** Lines that insert further keys into a map: the first that has the key, otherwise the first that is unknown. */
function insertedInto(
  document: YamlDocument,
  map: MapNode,
  opened: number,
  rest: readonly Key[],
  chart: ChartText,
): Reading | undefined {
  const readings = insertsOf(document, map, opened)
    .filter(({ expression }) => chart.keysOf?.(includedBy(expression) ?? '')?.has(String(rest[0])) !== false)
    .filter((insert) => !Array.isArray(through(document, insert.expression, insert.dot, insert.line, [], chart).value))
    .map((insert) => through(document, insert.expression, insert.dot, insert.line, rest, chart));
  return (
    readings.find(({ state }) => state === 'present') ??
    readings.find(({ state }) => state === 'unknown') ??
    readings[0]
  );
}

/** @param opened the line of the key whose value is the map: an insert may come before its first key */
function insertsOf(document: YamlDocument, map: MapNode, opened: number): readonly Insert[] {
  const inserts = document.file.mask.inserts;
  if (inserts.length === 0 || map.flow === true) return [];
  const column = columnOf(document, map);
  const last = document.file.lineAt(endOf(document, map));
  return inserts.filter(
    (insert) =>
      insert.column === column &&
      insert.line >= opened &&
      (insert.line < last || followsClosely(document, last, insert)) &&
      !pairsOf(map).some((pair) => fills(document, insert, pair)),
  );
}

/** An insert behind or right below a key without a value is that value: a list may start at the column of its key. */
function fills(document: YamlDocument, insert: Insert, { key, value }: PairNode): boolean {
  const empty = value === null || (isScalar(value) && value.value === null);
  const line = lineOf(document, key);
  return empty && insert.line >= line && nothingBetween(document, line, insert.line);
}

/** There is no less indented line between the end of a map and the insert. */
function followsClosely(document: YamlDocument, last: number, insert: Insert): boolean {
  const lines = document.file.mask.text.split('\n').slice(last, insert.line - 1);
  return lines.every((line) => /^\s*(#.*)?$/.test(line) || line.search(/\S/) >= insert.column);
}

function nothingBetween(document: YamlDocument, from: number, to: number): boolean {
  return document.file.mask.text
    .split('\n')
    .slice(from, to - 1)
    .every((line) => /^\s*(#.*)?$/.test(line));
}

function through(
  document: YamlDocument,
  expression: string,
  dot: string | undefined,
  line: number,
  rest: readonly Key[],
  chart: ChartText,
): Reading {
  const keys = valuesKeys(expression, dot);
  if (keys !== undefined && chart.values !== undefined) return read(chart.values, [...keys, ...rest]);
  const shown = expression.replaceAll(hole, '').replaceAll(/\s+/g, ' ').slice(0, 80);
  return { state: 'unknown', document, keys: rest, line, why: `the chart computes it: ${shown}` };
}
