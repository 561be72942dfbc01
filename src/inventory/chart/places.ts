// The place in the files of a chart from which a place of its rendered text comes.
import { Document, isScalar, type ParsedNode } from 'yaml';
import { linesOf } from '../../formats/edit.ts';
import type { Chunk } from '../../formats/helm/assemble.ts';
import { unmasked } from '../../formats/helm/mask.ts';
import { parseYaml, type YamlDocument } from '../../formats/yaml/file.ts';
import { asMap, asSeq, type Key } from '../../formats/yaml/node.ts';
import type { ChartText } from '../../formats/yaml/read.ts';
import type { Files } from '../../repo/files.ts';
import { isManifest } from '../judged.ts';
import type { Origin } from '../origin.ts';
import type { LoadedChart } from './load.ts';
import { lazy } from '../../lazy.ts';

/** The files of a chart. */
export interface ChartFiles {
  readonly chart: LoadedChart;
  readonly text: ChartText;
  readonly sources: Sources;
}

/** The files of the templates, each read once. */
export type Sources = (path: string) => Source;

interface Source {
  readonly lineAt: (offset: number) => number;
  /** A document of the file with nothing to edit. */
  readonly empty: YamlDocument;
  /** The place of each node of the file, read as a template, by its start. */
  readonly places: () => ReadonlyMap<string, Origin>;
}

export function sourcesOf(files: Files): Sources {
  const known = new Map<string, Source>();
  return (path) => {
    const found = known.get(path) ?? sourceOf(path, files.get(path) ?? '');
    known.set(path, found);
    return found;
  };
}

function sourceOf(path: string, text: string): Source {
  const lineAt = linesOf(text);
  const file = { path, text, mask: unmasked(text), documents: [], faults: [], lineAt };
  const parsed = new Document(null) as Document.Parsed;
  return { lineAt, empty: { file, parsed, root: null, offset: 0, line: 1 }, places: lazy(() => placesIn(path, text)) };
}

export function withConditions(origin: Origin, chunk: Chunk | undefined): Origin {
  const conditions = chunk?.piece.conditions ?? [];
  return conditions.length === 0 ? origin : { ...origin, conditions };
}

/** @param start of a part of the collection, in the rendered text */
export function collectionAt(kind: 'map' | 'seq', start: number, chunk: Chunk | undefined, files: ChartFiles): Origin {
  const known =
    chunk?.piece.isPlain === true
      ? files
          .sources(chunk.piece.path)
          .places()
          .get(`${kind}@${sourceAt(chunk, start)}`)
      : undefined;
  return known === undefined ? placeOfChunk(chunk, files) : withConditions({ ...known, text: files.text }, chunk);
}

/** The place of a scalar that the template itself contains, if it is read as a scalar there too. */
export function scalarAt(start: number, chunk: Chunk | undefined, { sources }: ChartFiles): Origin | undefined {
  return (
    chunk &&
    sources(chunk.piece.path)
      .places()
      .get(`scalar@${sourceAt(chunk, start)}`)
  );
}

function sourceAt({ piece, start, offset }: Chunk, at: number): number {
  return piece.isPlain ? piece.at + offset + (at - start) : piece.at;
}

export function lineOfChunk(chunk: Chunk, at: number, { sources }: ChartFiles): number {
  return sources(chunk.piece.path).lineAt(sourceAt(chunk, at));
}

/** Only a line: no tool can edit the result of an action or of a helper. */
export function placeOfChunk(chunk: Chunk | undefined, files: ChartFiles): Origin {
  const { empty } = files.sources(chunk?.piece.path ?? '');
  const line = chunk === undefined ? 1 : lineOfChunk(chunk, chunk.start, files);
  return withConditions({ document: empty, keys: [], line }, chunk);
}

/** The start of each node of a template without its actions: the same places as in the rendered text. */
function placesIn(path: string, text: string): ReadonlyMap<string, Origin> {
  const found = new Map<string, Origin>();
  for (const document of parseYaml(path, text, { template: true, wanted: isManifest }).documents)
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
  // The first entry in a template may not be rendered, so any part identifies a collection.
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
