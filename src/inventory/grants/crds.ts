// The kinds that the CustomResourceDefinitions of a repository declare, for types whose source is elsewhere.

import type { KindRecord } from '../../kubernetes/kinds-table.ts';
import type { Files } from '../../inference/workspace.ts';

/** Kind → record; a kind that two groups have is left out, since the name alone does not tell which is meant. */
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
  const group = /^ {2,4}group:\s*["']?([\w.-]+)/m.exec(document)?.[1];
  const names = /^( {2,4})names:[^\n]*\n((?:\1 +[^\n]*\n|\1- [^\n]*\n|\s*\n)+)/m.exec(`${document}\n`)?.[2] ?? '';
  const kind = /^\s+kind:\s*["']?(\w+)/m.exec(names)?.[1];
  const plural = /^\s+plural:\s*["']?([\w-]+)/m.exec(names)?.[1];
  const version = /^\s+-?\s*name:\s*["']?(v\d\w*)/m.exec(document)?.[1] ?? '';
  if (group === undefined || kind === undefined || plural === undefined) return undefined;
  return { group, version, kind, plural, namespaced: !/^ {2,4}scope:\s*["']?Cluster\b/m.test(document) };
}
