// The objects that the templates of a chart render, each part with the place where its author wrote it.
import { assembled, chunkAt, type Assembled } from '../../formats/helm/assemble.ts';
import { forEachCharacter, type Effort, type Refusal } from '../../formats/helm/frame.ts';
import { render } from '../../formats/helm/render.ts';
import { tagsOf } from '../../formats/yaml/dialect.ts';
import type { Fault } from '../../formats/yaml/file.ts';
import { parsedYaml } from '../../formats/yaml/parse.ts';
import type { ChartText } from '../../formats/yaml/read.ts';
import type { Files } from '../../repo/files.ts';
import { isManifest } from '../judged.ts';
import { costOf } from '../cost.ts';
import type { Part } from '../part.ts';
import type { LoadedChart } from './load.ts';
import { partOf } from './parts.ts';
import { refusedByHelm } from './refusals.ts';
import { lineOfChunk, sourcesOf, type ChartFiles, type Sources } from './places.ts';

export interface TemplateObjects {
  readonly path: string;
  readonly parts: readonly Part[];
  readonly faults: readonly Fault[];
  /** Whether it contains objects but renders none. */
  readonly isEmpty: boolean;
  /** Whether an `if` left something out. */
  readonly hasMore: boolean;
}

export interface RenderOptions {
  /** Whether to render also what an `if` leaves out with the default values. */
  readonly everything?: boolean;
  /** The paths of the templates to render; all by default. */
  readonly only?: ReadonlySet<string>;
  /** Pays for what they cost beyond their length. */
  readonly effort: Effort;
  /** Decides by its text whether to read a rendered document. */
  readonly wanted?: (text: string) => boolean;
}

/**
 * The result of each template of some charts.
 *
 * @param textOf the values and helpers that the templates use, for the places of fixes
 */
export function objectsOfTemplates(
  charts: readonly LoadedChart[],
  files: Files,
  textOf: (chart: string) => ChartText,
  { everything = false, only, wanted = isManifest, effort }: RenderOptions,
): readonly TemplateObjects[] {
  const sources = sourcesOf(files);
  return charts.flatMap((chart) => {
    // A chart may change its values while it renders.
    const values = structuredClone(chart.helm.values);
    const helm = { ...chart.helm, values, root: { ...chart.helm.root, Values: values } };
    return [...chart.templates]
      .filter(([path]) => only === undefined || only.has(path))
      .map(([path, { nodes }]): TemplateObjects => {
        const length = files.get(path)?.length ?? 0;
        const allowed = forEachCharacter.left * length;
        effort.objects += forEachCharacter.objects * length;
        const { pieces, refused, hasMore } = render(nodes, path, helm, { everything, allowed, effort });
        const text = textOf(chart.folder);
        const all = assembled(isNotes(path) ? [] : pieces);
        const read = documentsOf(path, all, { chart, text, sources }, wanted, effort);
        return {
          path,
          parts: read.parts,
          faults: [...refused.map((one) => refusedAt(one, sources)), ...read.faults],
          isEmpty: read.parts.length + read.faults.length === 0 && isManifest(files.get(path) ?? ''),
          hasMore,
        };
      });
  });
}

/** Helm prints these, and they may refuse. */
function isNotes(path: string): boolean {
  return path.endsWith('/NOTES.txt');
}

/** A refusal by `required` or `fail`: the user must give the value that Helm asks for. */
function refusedAt({ path, at, message, by }: Refusal, sources: Sources): Fault {
  return { path, line: sources(path).lineAt(at), message: by === 'helm' ? refusedByHelm(message) : message };
}

function documentsOf(
  path: string,
  all: Assembled,
  files: ChartFiles,
  wanted: (text: string) => boolean,
  effort: Effort,
): Pick<TemplateObjects, 'parts' | 'faults'> {
  const parts: Part[] = [];
  const faults: Fault[] = [];
  for (const [start, end] of split(all.text)) {
    const source = all.text.slice(start, end);
    if (!wanted(source)) continue;
    const { document: parsed, error } = parsedYaml(source, {
      merge: true,
      customTags: tagsOf('kubernetes'),
      twice: true,
    });
    if (error !== undefined) {
      const chunk = chunkAt(all, start + error.pos[0]);
      const line = chunk === undefined ? 1 : lineOfChunk(chunk, chunk.start, files);
      faults.push({
        path: chunk?.piece.path ?? path,
        line,
        message: `it does not render to YAML: ${error.message.split('\n')[0] ?? ''}`,
      });
    } else if (parsed.contents !== null)
      for (const part of objectsOf(partOf(parsed.contents, start, undefined, { all, parsed, files }))) {
        effort.objects -= costOf(part);
        if (effort.objects >= 0) parts.push(part);
      }
    if (effort.objects < 0) {
      faults.push({ path, line: 1, message: 'it renders more objects than can be judged from here on' });
      break;
    }
  }
  return { parts, faults };
}

/** Where Helm cuts a rendered template into documents: https://github.com/helm/helm/blob/main/pkg/release/util/manifest.go (`sep`). */
function split(text: string): readonly (readonly [number, number])[] {
  const ranges: [number, number][] = [];
  let from = 0;
  for (const { index, 0: separator } of text.matchAll(/(?:^|\n)---\s*/g)) {
    ranges.push([from, index]);
    from = index + separator.length;
  }
  ranges.push([from, text.length]);
  return ranges.filter(([start, end]) => text.slice(start, end).trim() !== '');
}

function objectsOf(part: Part): readonly Part[] {
  if (part.k !== 'map') return [];
  const [kind, items] = [part.entries.get('kind'), part.entries.get('items')];
  return kind?.k === 'scalar' && String(kind.value).endsWith('List') && items?.k === 'list'
    ? items.items.flatMap(objectsOf)
    : [part];
}
