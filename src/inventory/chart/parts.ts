// A node of a rendered document as a part: its value, and the place where its author wrote it.
import { isAlias, isMap, isScalar, isSeq, type Document, type ParsedNode } from 'yaml';
import { chunkAt, chunksIn, type Chunk } from '../../formats/helm/assemble.ts';
import { hole } from '../../formats/helm/mask.ts';
import { isTemplated, type Key } from '../../formats/yaml/node.ts';
import { isScalarValue, partFrom, scalarPart, type Origin, type Part } from '../part.ts';
import { collectionAt, placeOfChunk, scalarAt, withConditions, type Maker } from './places.ts';

interface Around extends Maker {
  readonly parsed: Document.Parsed;
}

/** A part that came unchanged from the values. */
interface FromValues {
  readonly from: readonly Key[];
  readonly keys: readonly Key[];
}

/**
 * @param base where the document of the node starts in the rendered text
 * @param given the place in the values, if everything around the node came from there
 */
export function partOf(node: ParsedNode | null, base: number, given: FromValues | undefined, around: Around): Part {
  if (node === null) return scalarPart(null, placeOfChunk(undefined, around));
  const start = base + node.range[0];
  if (isAlias(node)) return partFrom(node.toJS(around.parsed), placeOfChunk(chunkAt(around.all, start), around));
  if (isScalar(node)) return scalarOf(node.value, start, base + node.range[1], given, around);
  const chunk = chunkAt(around.all, start);
  const mine = given ?? fromValues(chunk);
  const origin =
    mine === undefined
      ? collectionAt(
          isMap(node) ? 'map' : 'seq',
          isSeq(node) ? base + (node.items[0]?.range[0] ?? node.range[0]) : start,
          around,
        )
      : originInValues(mine, around, chunk);
  if (isSeq(node)) {
    let firstOfValues = -1;
    const items = node.items.map((item, index) => {
      const chunkOf = item === null ? undefined : chunkAt(around.all, base + item.range[0]);
      const found = mine ?? fromValues(chunkOf);
      if (mine === undefined && found !== undefined && firstOfValues === -1) firstOfValues = index;
      const inner =
        found === undefined
          ? undefined
          : { from: found.from, keys: [...found.keys, mine === undefined ? index - firstOfValues : index] };
      return partOf(item, base, chunkOf?.piece.from === found?.from ? inner : undefined, around);
    });
    return { k: 'list', origin, items };
  }
  const entries = new Map<string, Part>();
  let open: string | undefined;
  for (const { key, value } of node.items) {
    const name = isScalar(key) ? String(key.value) : '';
    const keyAt = key === null ? undefined : chunkAt(around.all, base + (key.range?.[0] ?? 0));
    if (name.includes(hole)) {
      open = keyAt?.piece.unknown ?? 'the chart computes it';
      continue;
    }
    const found =
      keyAt?.piece.from === undefined ? undefined : keyAt.piece.from === mine?.from ? mine : fromValues(keyAt);
    const inner = found === undefined ? undefined : { from: found.from, keys: [...found.keys, name] };
    entries.set(name, partOf(value, base, inner, around));
  }
  if (open !== undefined && entries.size === 0) return { k: 'unknown', origin, why: open };
  return { k: 'map', origin, entries, ...(open === undefined ? {} : { open }) };
}

function fromValues(chunk: Chunk | undefined): FromValues | undefined {
  const from = chunk?.piece.from;
  return from === undefined ? undefined : { from, keys: from };
}

function scalarOf(value: unknown, start: number, end: number, given: FromValues | undefined, around: Around): Part {
  const chunks = chunksIn(around.all, start, end).filter(
    (chunk) => !/^["']?\s*$/.test(chunk.text.slice(Math.max(0, start - chunk.start), end - chunk.start)),
  );
  const first = chunks[0] ?? chunkAt(around.all, start);
  const unknown = chunks.find(({ piece }) => piece.unknown !== undefined)?.piece.unknown;
  const place = placeOfChunk(first, around);
  if (unknown !== undefined || isTemplated(value))
    return { k: 'unknown', origin: place, why: unknown ?? 'the chart computes it' };
  const shown = isScalarValue(value) ? value : null;
  const pieces = new Set(chunks.map(({ piece }) => piece));
  const only = pieces.size === 1 ? first?.piece : undefined;
  if (given !== undefined && chunks.every(({ piece }) => piece.from === given.from))
    return scalarPart(shown, originInValues(given, around, first));
  if (only?.from !== undefined)
    return scalarPart(shown, originInValues({ from: only.from, keys: only.from }, around, first));
  if (only?.isPlain === true || pieces.size === 0) {
    const known = scalarAt(start, around);
    if (known !== undefined) return scalarPart(shown, withConditions(known, first));
  }
  return scalarPart(shown, place);
}

function originInValues({ keys }: FromValues, around: Around, chunk: Chunk | undefined): Origin {
  const place = around.chart.placeOf(keys);
  return withConditions(place ?? placeOfChunk(chunk, around), chunk);
}
