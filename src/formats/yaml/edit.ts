// Sets and removes one place of a YAML document with edits that touch nothing else.
import { isScalar } from 'yaml';
import { lineEnd, lineStart, insertLines, lineBreakOf, type Edit, type Edits } from '../edit.ts';
import { mergedPair } from './aliases.ts';
import type { YamlDocument } from './file.ts';
import { pairToStandBefore, pairToStandBehind } from './line-place.ts';
import {
  asMap,
  asSeq,
  columnOf,
  endOf,
  endOfPair,
  isFlow,
  lineOf,
  nodeAt,
  pairAt,
  startOf,
  target,
  type Key,
  type MapNode,
  type Node,
  type PairNode,
} from './node.ts';
import { emitBlock, emitFlow, emitText, emitPair, type Plain } from './emit.ts';

/** Edits that set `value` at `keys`; missing maps on the path are created. */
export function setAt(document: YamlDocument, keys: readonly Key[], value: Plain): Edits {
  let node = document.root;
  for (const [index, key] of keys.entries()) {
    const rest = keys.slice(index);
    const map = asMap(node);
    const seq = asSeq(node);
    if (seq !== undefined && typeof key === 'number' && seq.items[key] !== undefined) {
      node = seq.items[key];
      continue;
    }
    if (map === undefined)
      return { refused: `${keys.slice(0, index).join('.') || 'the document'} is not a map that can be added to` };
    const pair = pairAt(map, key);
    if (pair === undefined && rest.length > 1 && mergedPair(document, map, key) !== undefined)
      return { refused: `${keys.slice(0, index + 1).join('.')} is merged in; change its anchor` };
    if (pair === undefined) return insertPair(document, map, String(key), nest(rest.slice(1), value));
    if (isEmpty(document, pair)) return fillPair(document, map, pair, nest(rest.slice(1), value));
    node = pair.value;
    if (target(document, node) !== node)
      return { refused: `${keys.slice(0, index + 1).join('.')} is an alias; change its anchor` };
  }
  return node === null ? { refused: 'the document is empty' } : replace(document, node, value);
}

/** Edits that add `key: value` to the map at `keys`, below the first existing key of `anchors`. */
export function addBelow(
  document: YamlDocument,
  keys: readonly Key[],
  anchors: readonly string[],
  key: string,
  value: Plain,
): Edits {
  const map = asMap(nodeAt(document, keys));
  const pair =
    map === undefined || map.flow === true
      ? undefined
      : anchors.map((anchor) => pairAt(map, anchor)).find((one) => one !== undefined);
  if (map === undefined || pair === undefined) return setAt(document, [...keys, key], value);
  return [
    insertLines(
      document.file.text,
      lineEnd(document.file.text, endOfPair(document, pair)),
      emitPair(key, value, columnOf(document, map)),
    ),
  ];
}

/**
 * Edits that append `item` to the list at `keys`, which is created if it is missing.
 *
 * @param comments the lines above it, without their `#`
 */
export function appendAt(
  document: YamlDocument,
  keys: readonly Key[],
  item: Plain,
  comments: readonly string[] = [],
): Edits {
  const node = nodeAt(document, keys);
  const list = asSeq(node);
  const isNothing = node === null || (isScalar(node) && node.value === null) || list?.items.length === 0;
  if (isNothing) return withComments(setAt(document, keys, [item]), comments);
  if (list === undefined || list.flow === true)
    return { refused: `${keys.join('.')} is not a list of lines that can be added to` };
  const column = columnOf(document, list);
  const above = comments.map((comment) => `${' '.repeat(column)}# ${comment}`);
  return [
    insertLines(
      document.file.text,
      lineEnd(document.file.text, endOf(document, list)),
      [...above, emitBlock([item], column)].join('\n'),
    ),
  ];
}

/** Adds the comments above the first item that the edits write. */
function withComments(edits: Edits, comments: readonly string[]): Edits {
  if ('refused' in edits || comments.length === 0) return edits;
  return edits.map((edit) => ({
    ...edit,
    text: edit.text.replace(/^( *)- /m, (dash, indent: string) =>
      [...comments.map((comment) => `${indent}# ${comment}`), dash].join('\n'),
    ),
  }));
}

function nest(keys: readonly Key[], value: Plain): Plain {
  return keys.reduceRight<Plain>((inner, key) => (typeof key === 'number' ? [inner] : { [key]: inner }), value);
}

/** No value, or an empty map or list, which the new value replaces. */
function isEmpty(document: YamlDocument, pair: PairNode): boolean {
  const value = target(document, pair.value);
  return (
    value === null ||
    (isScalar(value) && value.value === null) ||
    (isFlow(value) && (asMap(value) ?? asSeq(value))?.items.length === 0)
  );
}

function fillPair(document: YamlDocument, map: MapNode, pair: PairNode, value: Plain): Edits {
  const line = lineOf(document, pair.key);
  if (document.file.mask.inserts.some((insert) => insert.line === line || insert.line === line + 1))
    return { refused: 'a template fills in the value' };
  const colon = document.file.mask.text.indexOf(':', document.offset + pair.key.range[1]) + 1;
  const old = pair.value !== null && isFlow(pair.value) ? pair.value : undefined;
  const end = old === undefined ? colon : endOf(document, old);
  if (map.flow === true) return [{ start: colon, end, text: ` ${emitFlow(value)}` }];
  const shown = emitPair('x', value, 0);
  if (!shown.includes('\n'))
    return [
      {
        start: old === undefined ? colon : startOf(document, old),
        end,
        text: old === undefined ? shown.slice(2) : shown.slice(3),
      },
    ];
  return old !== undefined && lineOf(document, old) !== line
    ? [
        {
          start: startOf(document, old),
          end,
          text: breaks(document, emitBlock(value, columnOf(document, old)).trimStart()),
        },
      ]
    : fillBelow(document, pair, colon, end, value);
}

/** `key: {}  # note` becomes `key:  # note`, with the lines of the value below. */
function fillBelow(document: YamlDocument, pair: PairNode, colon: number, end: number, value: Plain): Edits {
  const text = document.file.text;
  const lines = emitBlock(value, columnOf(document, pair.key) + 2);
  return [...(end > colon ? [{ start: colon, end, text: '' }] : []), insertLines(text, lineEnd(text, end), lines)];
}

function replace(document: YamlDocument, node: Node, value: Plain): Edits {
  const start = startOf(document, node);
  const collection = asMap(node) ?? asSeq(node);
  if (collection === undefined || collection.flow === true)
    return [{ start, end: endOf(document, node), text: emitFlow(value) }];
  return [
    {
      start,
      end: endOf(document, node),
      text: breaks(document, emitBlock(value, columnOf(document, node)).trimStart()),
    },
  ];
}

function insertPair(document: YamlDocument, map: MapNode, key: string, value: Plain): Edits {
  if (map.flow === true) return insertIntoFlow(document, map, `${emitText(key)}: ${emitFlow(value)}`);
  const anchor = pairToStandBehind(document, map);
  const before = anchor === undefined ? pairToStandBefore(document, map) : undefined;
  if (before !== undefined)
    return [
      insertLines(
        document.file.text,
        lineStart(document.file.text, startOf(document, before.key)),
        emitPair(key, value, columnOf(document, map)),
      ),
    ];
  if (anchor === undefined)
    return { refused: 'no line of its own to add it behind: actions of the template stand around every key' };
  const text = document.file.text;
  const column = columnOf(document, map);
  const end = endOfComments(text, lineEnd(text, endOfPair(document, anchor)), column);
  return [insertLines(text, end, emitPair(key, value, column))];
}

/**
 * The place after comments that are deeper than a key at `column`, such as items that are commented out: they belong to
 * the value before.
 */
function endOfComments(text: string, start: number, column: number): number {
  for (let end = start; ; end = lineEnd(text, end)) {
    const [line, indent = ''] = /^([ ]*)#[^\n]*(?:\n|$)/.exec(text.slice(end, lineEnd(text, end))) ?? [];
    if (line === undefined || indent.length <= column || line.includes('{{')) return end;
  }
}

function insertIntoFlow(document: YamlDocument, collection: Node, text: string): readonly Edit[] {
  const last = asMap(collection)?.items.at(-1) as PairNode | undefined;
  if (last === undefined)
    return [{ start: startOf(document, collection) + 1, end: endOf(document, collection) - 1, text }];
  const end = endOfPair(document, last);
  return [{ start: end, end, text: `, ${text}` }];
}

function breaks(document: YamlDocument, lines: string): string {
  return lines.replaceAll('\n', lineBreakOf(document.file.text));
}
