// The custom resources that the source declares.
import { pluralOf } from '../kubernetes/plural.ts';
import { linesOf } from '../formats/edit.ts';
import type { Repository } from '../repo/repository.ts';

export interface CustomResource {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly plural: string;
  readonly namespaced: boolean;
  readonly path: string;
  readonly line: number;
}

/** Every `#[kube(group = …, kind = …)]` of a derive, in the order of the files. */
export function customResourcesOf({ files }: Repository): readonly CustomResource[] {
  return [...files].flatMap(([path, text]) => {
    if (!path.endsWith('.rs') || /(^|\/)(tests?|examples|benches)\//.test(path) || !text.includes('kube(')) return [];
    const lineAt = linesOf(text);
    return attributesIn(text).flatMap(
      ({ attributes, offset }) => resourceFrom(attributes, { path, line: lineAt(offset) }) ?? [],
    );
  });
}

/** The attributes of each struct that derives CustomResource; several `kube(…)` of one struct are joined. */
function attributesIn(text: string): readonly { readonly attributes: string; readonly offset: number }[] {
  return [
    ...text.matchAll(
      /((?:#\[kube\((?:[^()"]|"(?:[^"\\]|\\.)*"|\((?:[^()"]|"(?:[^"\\]|\\.)*")*\))*\)\]\s*)(?:(?:#\[[^\n]*\]|\/\/[^\n]*)\s*|#\[kube\([\s\S]*?\)\]\s*)*)/g,
    ),
  ].map((match) => ({ attributes: match[1] ?? '', offset: match.index }));
}

function resourceFrom(attributes: string, place: Pick<CustomResource, 'path' | 'line'>): CustomResource | undefined {
  const value = (key: string): string | undefined => new RegExp(`\\b${key}\\s*=\\s*"([^"]*)"`).exec(attributes)?.[1];
  const group = value('group');
  const kind = value('kind');
  // The derive makes a type of that name, so an invalid name does not compile.
  if (group === undefined || kind === undefined || !/^[A-Za-z_]\w*$/.test(kind)) return undefined;
  return {
    group,
    version: value('version') ?? 'v1',
    kind,
    plural: value('plural') ?? pluralOf(kind.toLowerCase()),
    namespaced: /[(,\s]namespaced\b/.test(attributes),
    ...place,
  };
}
