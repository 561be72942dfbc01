// The objects that a chart renders with its default values, every part with the place where its author wrote it.
import { Document, isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type ParsedNode } from 'yaml';
import { lineAt } from '../../formats/edit.ts';
import { assembled, chunkAt, chunksIn, type Assembled, type Chunk } from '../../formats/helm/assemble.ts';
import { render } from '../../formats/helm/evaluate.ts';
import { hole, unmasked } from '../../formats/helm/mask.ts';
import { parseYaml, type Fault, type YamlDocument } from '../../formats/yaml/file.ts';
import { asMap, asSeq, isTemplated, type Key } from '../../formats/yaml/node.ts';
import type { ChartText } from '../../formats/yaml/read.ts';
import type { Files } from '../../repo/files.ts';
import { isManifest } from '../judged.ts';
import { isScalarValue, partFrom, scalarPart, type Origin, type Part } from '../part.ts';
import { loadChart, type LoadedChart } from './load.ts';

export interface ChartObjects {
  readonly parts: readonly Part[];
  readonly faults: readonly Fault[];
  /** Templates that hold objects and render none. */
  readonly empty: readonly string[];
}

/**
 * @param textOf what the templates refer to, for the places of fixes
 * @param everything whether to render also what an `if` leaves out with the default values
 */
export function chartObjects(
  folder: string,
  files: Files,
  textOf: (chart: string) => ChartText,
  {
    everything = false,
    wanted = isManifest,
  }: { readonly everything?: boolean; readonly wanted?: (text: string) => boolean } = {},
): ChartObjects {
  const { charts, faults } = loadChart(folder, files);
  const all = charts.flatMap((chart) =>
    [...chart.templates].map(([path, { nodes }]) => {
      const { pieces, refused } = render(nodes, path, chart.helm, everything);
      const maker: Maker = {
        chart,
        files,
        text: textOf(chart.folder),
        all: assembled(pieces),
        places: new Map(),
        wanted,
      };
      const read = documentsOf(path, maker);
      const isEmpty = read.parts.length + read.faults.length === 0 && isManifest(files.get(path) ?? '');
      return {
        parts: read.parts,
        faults: [...refused.map((message) => ({ path, line: 1, message })), ...read.faults],
        empty: isEmpty ? [path] : [],
      };
    }),
  );
  return {
    parts: all.flatMap(({ parts }) => parts),
    faults: [...faults, ...all.flatMap((one) => one.faults)],
    empty: all.flatMap(({ empty }) => empty),
  };
}

interface Maker {
  readonly chart: LoadedChart;
  readonly files: Files;
  readonly text: ChartText;
  readonly all: Assembled;
  /** By path: the place of each node of a template, by where it starts. */
  readonly places: Map<string, ReadonlyMap<string, Origin>>;
  readonly wanted: (text: string) => boolean;
}

function documentsOf(path: string, maker: Maker): Omit<ChartObjects, 'empty'> {
  const parts: Part[] = [];
  const faults: Fault[] = [];
  for (const [start, end] of split(maker.all.text)) {
    const source = maker.all.text.slice(start, end);
    if (!maker.wanted(source)) continue;
    const parsed = parseDocument(source, {
      uniqueKeys: false,
      merge: true,
      lineCounter: new LineCounter(),
      logLevel: 'silent',
      prettyErrors: false,
    });
    const [error] = parsed.errors;
    if (error !== undefined) {
      const chunk = chunkAt(maker.all, start + error.pos[0]);
      const line = chunk === undefined ? 1 : lineOfChunk(chunk, chunk.start, maker);
      faults.push({
        path: chunk?.piece.path ?? path,
        line,
        message: `it does not render to YAML: ${error.message.split('\n')[0] ?? ''}`,
      });
    } else if (parsed.contents !== null)
      parts.push(...objectsOf(partOf(parsed.contents, start, undefined, { ...maker, parsed })));
  }
  return { parts, faults };
}

function split(text: string): readonly (readonly [number, number])[] {
  const ranges: [number, number][] = [];
  let [from, at] = [0, 0];
  for (const line of text.split('\n')) {
    const next = at + line.length + 1;
    if (/^---(\s|$)/.test(line)) {
      ranges.push([from, at]);
      from = line.trim() === '---' || /^---\s+#/.test(line) ? Math.min(next, text.length) : at + 3;
    }
    at = next;
  }
  ranges.push([from, text.length]);
  return ranges.filter(([a, b]) => text.slice(a, b).trim() !== '');
}

function objectsOf(part: Part): readonly Part[] {
  if (part.k !== 'map') return [];
  const [kind, items] = [part.entries.get('kind'), part.entries.get('items')];
  return kind?.k === 'scalar' && String(kind.value).endsWith('List') && items?.k === 'list'
    ? items.items.flatMap(objectsOf)
    : [part];
}

interface Around extends Maker {
  readonly parsed: Document.Parsed;
}

/** A part that came whole out of the values. */
interface FromValues {
  readonly from: readonly Key[];
  readonly keys: readonly Key[];
}

function partOf(node: ParsedNode | null, base: number, given: FromValues | undefined, around: Around): Part {
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
    const at = chunkAt(around.all, start);
    const known = at === undefined ? undefined : placesIn(at.piece.path, around).get(`scalar@${sourceAt(at, start)}`);
    if (known !== undefined) return scalarPart(shown, withConditions(known, first));
  }
  return scalarPart(shown, place);
}

function originInValues({ keys }: FromValues, around: Around, chunk: Chunk | undefined): Origin {
  const place = around.chart.placeOf(keys);
  return withConditions(place ?? placeOfChunk(chunk, around), chunk);
}

function withConditions(origin: Origin, chunk: Chunk | undefined): Origin {
  const conditions = chunk?.piece.conditions ?? [];
  return conditions.length === 0 ? origin : { ...origin, conditions };
}

function collectionAt(kind: 'map' | 'seq', start: number, around: Around): Origin {
  const chunk = chunkAt(around.all, start);
  const known =
    chunk?.piece.isPlain === true
      ? placesIn(chunk.piece.path, around).get(`${kind}@${sourceAt(chunk, start)}`)
      : undefined;
  return known === undefined ? placeOfChunk(chunk, around) : withConditions({ ...known, text: around.text }, chunk);
}

function sourceAt({ piece, start, offset }: Chunk, at: number): number {
  return piece.isPlain ? piece.at + offset + (at - start) : piece.at;
}

function lineOfChunk(chunk: Chunk, at: number, { files }: Maker): number {
  return lineAt(files.get(chunk.piece.path) ?? '', sourceAt(chunk, at));
}

/** A line and no more: what an action computes, or a helper writes, nobody edits by machine. */
function placeOfChunk(chunk: Chunk | undefined, around: Around): Origin {
  const path = chunk?.piece.path ?? '';
  const line = chunk === undefined ? 1 : lineOfChunk(chunk, chunk.start, around);
  return withConditions({ document: emptyDocument(path, around.files.get(path) ?? ''), keys: [], line }, chunk);
}

/** A document of a file that holds nothing to edit. */
function emptyDocument(path: string, text: string): YamlDocument {
  const parsed = new Document(null) as Document.Parsed;
  return {
    file: { path, text, mask: unmasked(text), documents: [], faults: [] },
    parsed,
    root: null,
    offset: 0,
    line: 1,
  };
}

/** Where the nodes of a template start, read with its actions set aside: the same places as in the rendered text. */
function placesIn(path: string, { places, files }: Maker): ReadonlyMap<string, Origin> {
  const known = places.get(path);
  if (known !== undefined) return known;
  const found = new Map<string, Origin>();
  places.set(path, found);
  for (const document of parseYaml(path, files.get(path) ?? '', { template: true, wanted: isManifest }).documents)
    collect(document, document.root, [], found);
  return found;
}

function collect(
  document: YamlDocument,
  node: ParsedNode | null,
  keys: readonly Key[],
  found: Map<string, Origin>,
): void {
  if (node === null) return;
  const start = document.offset + node.range[0];
  const [map, seq] = [asMap(node), asSeq(node)];
  if (map === undefined && seq === undefined) found.set(`scalar@${start}`, { document, keys });
  // What comes first in a template may not render: a collection is known by any of its parts.
  for (const { key } of map?.items ?? []) found.set(`map@${document.offset + key.range[0]}`, { document, keys });
  for (const item of seq?.items ?? []) found.set(`seq@${document.offset + item.range[0]}`, { document, keys });
  if (map?.items.length === 0 || seq?.items.length === 0)
    found.set(`${map === undefined ? 'seq' : 'map'}@${start}`, { document, keys });
  if (map !== undefined)
    for (const { key, value } of map.items)
      collect(document, value, [...keys, isScalar(key) ? String(key.value) : ''], found);
  if (seq !== undefined)
    for (const [index, item] of seq.items.entries()) collect(document, item, [...keys, index], found);
}
