// The kinds that the CustomResourceDefinitions of a repository declare, for types whose source is elsewhere.

import type { KindRecord } from '../../kubernetes/kinds-table.ts';
import type { Files } from '../../repo/files.ts';

/** Kind → record; a kind in two groups is left out, because its name is ambiguous. */
export function declaredKinds(files: Files): ReadonlyMap<string, KindRecord> {
  const found = new Map<string, KindRecord | undefined>();
  for (const [path, text] of files) {
    if (!/\.ya?ml$/.test(path) || !text.includes('CustomResourceDefinition')) continue;
    for (const document of text.split(/^---\s*$/m)) {
      if (!/^kind:\s*["']?CustomResourceDefinition\b/m.test(document)) continue;
      const record = recordOf(document);
      if (record === undefined) continue;
      const known = found.get(record.kind);
      found.set(record.kind, !found.has(record.kind) || known?.group === record.group ? record : undefined);
    }
  }
  return new Map([...found].flatMap(([kind, record]) => (record === undefined ? [] : [[kind, record]])));
}

function recordOf(document: string): KindRecord | undefined {
  const group = /^ {2,4}group:[^\S\n]*["']?([\w.-]+)/m.exec(document)?.[1];
  const names = below(document, 'names');
  const kind = /^ +kind:[^\S\n]*["']?(\w+)/m.exec(names)?.[1];
  const plural = /^ +plural:[^\S\n]*["']?([\w-]+)/m.exec(names)?.[1];
  const version = /^ +(?:- *)?name:[^\S\n]*["']?(v\d\w*)/m.exec(document)?.[1] ?? '';
  if (group === undefined || kind === undefined || plural === undefined) return undefined;
  return { group, version, kind, plural, namespaced: !/^ {2,4}scope:[^\S\n]*["']?Cluster\b/m.test(document) };
}

/** The lines below a key of the spec, up to the next line with the same or a smaller indent. */
function below(document: string, key: string): string {
  const lines = document.split('\n');
  const start = lines.findIndex((line) => new RegExp(`^ {2,4}${key}:`).test(line));
  if (start === -1) return '';
  const indent = lines[start]?.search(/\S/) ?? 0;
  const rest = lines.slice(start + 1);
  const end = rest.findIndex((line) => line.trim() !== '' && line.search(/\S/) <= indent);
  return (end === -1 ? rest : rest.slice(0, end)).join('\n');
}
