// Changes parts of an object at every place that a path of kustomize names.
import type { YamlDocument } from '../../formats/yaml/file.ts';
import { opened, partAt, withPart, type Part } from '../part.ts';

/**
 * The object with `change` applied at each place of a path: `a/b/c`, where `*` stands for every item of a list. If
 * there is nothing at the end, `change` gets undefined and may return undefined.
 */
export function changedAt(
  part: Part,
  path: readonly string[],
  change: (part: Part | undefined) => Part | undefined,
): Part {
  const [key, ...rest] = path;
  if (key === undefined) return change(part) ?? part;
  const open = opened(part);
  if (key === '*') {
    if (open.k !== 'list') return part;
    const items = open.items.map((item) => changedAt(item, rest, change));
    return items.every((item, index) => item === open.items[index]) ? part : { ...open, items };
  }
  const below = partAt(open, [key]);
  if (rest.length === 0) {
    const next = open.k === 'map' ? change(below) : undefined;
    return next === undefined || next === below ? part : withPart(part, [key], next);
  }
  if (below === undefined) return part;
  const next = changedAt(below, rest, change);
  return next === below ? part : withPart(part, [key], next);
}

export interface Sought {
  readonly keys: ReadonlySet<string>;
  /** Whether a document may have one of them. */
  readonly mayHold: (document: YamlDocument) => boolean;
}

/** The same for every place with one of these keys, at any depth. */
export function changedBelow(part: Part, sought: Sought, change: (list: Part, key: string) => Part): Part {
  if (part.k === 'source' && !sought.mayHold(part.origin.document)) return part;
  const open = opened(part);
  if (open.k === 'list') {
    const items = open.items.map((item) => changedBelow(item, sought, change));
    return items.every((item, index) => item === open.items[index]) ? part : { ...open, items };
  }
  if (open.k !== 'map') return part;
  let current: Part = part;
  for (const [key, value] of open.entries) {
    const next = sought.keys.has(key) ? change(value, key) : changedBelow(value, sought, change);
    if (next !== value) current = withPart(current, [key], next);
  }
  return current;
}
