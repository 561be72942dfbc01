// The replacements of a kustomization: a value of one object, copied into others.
import { opened, partAt, readPart, scalarPart, textAt, type Part } from '../part.ts';
import { changedAt } from './pod-parts.ts';
import type { Resource, Unread } from './resource.ts';
import { selectorOf } from './select.ts';
import { countChanged, countCopied, isTooMuch, type Work } from './work.ts';

export function replacedBy(
  resources: readonly Resource[],
  replacement: Part,
  place: Pick<Unread, 'path' | 'line'>,
  work: Work,
): { readonly resources: readonly Resource[]; readonly unread: readonly Unread[] } {
  const source = partAt(replacement, ['source']);
  const isSource = source === undefined ? undefined : selectorOf(source);
  const from = isSource && resources.find((one) => isSource(one) === true);
  const value =
    source === undefined || from === undefined
      ? undefined
      : piece(from.part, source, textAt(source, 'fieldPath') ?? 'metadata.name');
  if (value === undefined)
    return {
      resources,
      unread: [
        { ...place, message: 'the source of this replacement is not found, so what it puts where is not known' },
      ],
    };
  const unread: Unread[] = [];
  let current = resources;
  for (const target of itemsOf(partAt(replacement, ['targets']))) {
    const select = partAt(target, ['select']);
    if (select === undefined) continue;
    const isTarget = selectorOf(select);
    const rejects = itemsOf(partAt(target, ['reject'])).map(selectorOf);
    const fields = itemsOf(partAt(target, ['fieldPaths']));
    current = current.map((resource) => {
      if (isTarget(resource) !== true || rejects.some((is) => is(resource) === true)) return resource;
      let { part } = resource;
      for (const field of fields) {
        countCopied(value, work);
        if (isTooMuch(work)) return { ...resource, part };
        const path = fieldPath(textAt(field) ?? '');
        if (path === undefined) unread.push({ ...place, message: `the path ${textAt(field) ?? ''} is not understood` });
        else part = put(part, path, value, target);
      }
      return { ...resource, part };
    });
    countChanged((1 + rejects.length) * current.length, 0, work);
  }
  return { resources: current, unread };
}

function itemsOf(part: Part | undefined): readonly Part[] {
  const open = part === undefined ? undefined : opened(part);
  return open?.k === 'list' ? open.items : [];
}

/** `a.b.[name=x].c` as keys; a condition on items keeps its brackets. */
function fieldPath(text: string): readonly string[] | undefined {
  const keys = text.match(/\[[^\]]*\]?|(?:\\[\s\S]?|[^.[\]\\])+/g);
  return keys?.map((key) => key.replaceAll('\\.', '.'));
}

/** The value that a source names, or the part of it between delimiters. */
function piece(part: Part, source: Part, path: string): Part | undefined {
  let current: Part | undefined = part;
  for (const key of fieldPath(path) ?? []) {
    if (current === undefined) return undefined;
    const condition = conditionOf(key);
    current =
      condition === undefined
        ? partAt(current, [key])
        : itemsOf(current).find((item) => textAt(item, condition[0]) === condition[1]);
  }
  const delimiter = textAt(source, 'options', 'delimiter');
  const text = current === undefined ? undefined : textAt(current);
  if (delimiter === undefined || text === undefined || current === undefined) return current;
  return scalarPart(
    text.split(delimiter)[Number(textAt(source, 'options', 'index') ?? 0)] ?? '',
    readPart(current, []),
  );
}

function conditionOf(key: string): readonly [string, string] | undefined {
  const [, name, value] = /^\[([^=\]]+)=([^\]]*)\]$/.exec(key) ?? [];
  return name === undefined || value === undefined ? undefined : [name, value];
}

function put(part: Part, path: readonly string[], value: Part, target: Part): Part {
  const creates = textAt(target, 'options', 'create') === 'true';
  const at = path.findIndex((key) => conditionOf(key) !== undefined);
  const change = (before: Part | undefined): Part | undefined =>
    before === undefined && !creates ? undefined : inserted(before, value, target);
  if (at === -1) return changedAt(part, path, change);
  const condition = conditionOf(path[at] ?? '');
  return changedAt(part, [...path.slice(0, at), '*'], (item) =>
    item === undefined || condition === undefined || textAt(item, condition[0]) !== condition[1]
      ? item
      : put(item, path.slice(at + 1), value, target),
  );
}

/** The whole value, or one part of the present value between delimiters. */
function inserted(before: Part | undefined, value: Part, target: Part): Part {
  const delimiter = textAt(target, 'options', 'delimiter');
  const [text, now] = [textAt(value), before === undefined ? undefined : textAt(before)];
  if (delimiter === undefined || text === undefined || now === undefined) return value;
  const index = Number(textAt(target, 'options', 'index') ?? 0);
  const parts = now.split(delimiter);
  const joined = index < 0 ? [text, ...parts] : index >= parts.length ? [...parts, text] : parts.with(index, text);
  return scalarPart(joined.join(delimiter), readPart(value, []));
}
