// A node of a rendered document as a part: its value, and the place where its author wrote it.
import { isAlias, isMap, isScalar, isSeq, type Document, type ParsedNode } from 'yaml';
import { chunkAt, chunksIn, type Assembled, type Chunk } from '../../formats/helm/assemble.ts';
import { hole } from '../../formats/helm/mask.ts';
import { isTemplated, type Key } from '../../formats/yaml/node.ts';
import { LateOrigin, type Origin } from '../origin.ts';
import { isScalarValue, partFrom, scalarPart, type Part } from '../part.ts';
import { collectionAt, placeOfChunk, scalarAt, withConditions, type ChartFiles } from './places.ts';

/** A rendered template. An origin outlives it, so that keeps only the files and one chunk. */
export interface Around {
  readonly all: Assembled;
  readonly parsed: Document.Parsed;
  readonly files: ChartFiles;
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
  const { all, files } = around;
  if (node === null) return scalarPart(null, placeOfChunk(undefined, files));
  const start = base + node.range[0];
  if (isAlias(node)) return partFrom(node.toJS(around.parsed), placeOfChunk(chunkAt(all, start), files));
  if (isScalar(node)) return scalarOf(node.value, start, base + node.range[1], given, around);
  const chunk = chunkAt(all, start);
  const mine = given ?? fromValues(chunk);
  const first = isSeq(node) ? base + (node.items[0]?.range[0] ?? node.range[0]) : start;
  const origin =
    mine === undefined ? originOf(isMap(node) ? 'map' : 'seq', first, around) : originInValues(mine, files, chunk);
  if (isSeq(node)) {
    let firstOfValues = -1;
    const items = node.items.map((item, index) => {
      const chunkOf = item === null ? undefined : chunkAt(all, base + item.range[0]);
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
    const keyAt = key === null ? undefined : chunkAt(all, base + (key.range?.[0] ?? 0));
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
  const { all, files } = around;
  const chunks = chunksIn(all, start, end).filter(
    (chunk) => !/^["']?\s*$/.test(chunk.text.slice(Math.max(0, start - chunk.start), end - chunk.start)),
  );
  const first = chunks[0] ?? chunkAt(all, start);
  const unknown = chunks.find(({ piece }) => piece.unknown !== undefined)?.piece.unknown;
  if (unknown !== undefined || isTemplated(value))
    return { k: 'unknown', origin: placeOfChunk(first, files), why: unknown ?? 'the chart computes it' };
  const shown = isScalarValue(value) ? value : null;
  const pieces = new Set(chunks.map(({ piece }) => piece));
  const only = pieces.size === 1 ? first?.piece : undefined;
  if (given !== undefined && chunks.every(({ piece }) => piece.from === given.from))
    return scalarPart(shown, originInValues(given, files, first));
  if (only?.from !== undefined)
    return scalarPart(shown, originInValues({ from: only.from, keys: only.from }, files, first));
  if (only?.isPlain !== true && pieces.size > 0) return scalarPart(shown, placeOfChunk(first, files));
  const chunk = chunkAt(all, start);
  return scalarPart(
    shown,
    new LateOrigin(() => {
      const known = scalarAt(start, chunk, files);
      return known === undefined ? placeOfChunk(first, files) : withConditions(known, first);
    }),
  );
}

function originOf(kind: 'map' | 'seq', start: number, { all, files }: Around): Origin {
  const chunk = chunkAt(all, start);
  return new LateOrigin(() => collectionAt(kind, start, chunk, files));
}

function originInValues({ keys }: FromValues, files: ChartFiles, chunk: Chunk | undefined): Origin {
  return new LateOrigin(() => withConditions(files.chart.placeOf(keys) ?? placeOfChunk(chunk, files), chunk));
}
