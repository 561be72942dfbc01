// Applies the operations of a JSON patch (RFC 6902) to an object.
import { opened, partAt, textAt, withPart, type Part } from '../part.ts';
import { countCopied, isTooMuch, type Work } from './work.ts';

/**
 * The object after all operations; an operation that is not understood is reported with the reason.
 *
 * @param work counts the work: a copy of an object that contains another copy doubles it
 */
export function patchedBy(
  object: Part,
  operations: readonly Part[],
  work: Work,
): { readonly part: Part; readonly refused: readonly string[] } {
  let part = object;
  const refused: string[] = [];
  for (const operation of operations) {
    const op = textAt(operation, 'op') ?? '';
    const path = pointer(textAt(operation, 'path'));
    const from = pointer(textAt(operation, 'from'));
    const value = partAt(operation, ['value']);
    if (path === undefined) refused.push('an operation without a path');
    else if ((op === 'add' || op === 'replace') && value !== undefined)
      part = op === 'add' ? added(part, path, value) : withPart(part, path, value);
    else if (op === 'remove') part = withPart(part, path, undefined);
    else if ((op === 'move' || op === 'copy') && from !== undefined) {
      const moved = partAt(part, from);
      if (moved !== undefined) countCopied(moved, work);
      if (isTooMuch(work)) refused.push('a copy of more than can be rendered');
      else {
        if (op === 'move') part = withPart(part, from, undefined);
        if (moved !== undefined) part = added(part, path, moved);
      }
    } else if (op !== 'test') refused.push(`the operation "${op}"`);
  }
  return { part, refused };
}

/** In a list, an item is added in front of the existing one. */
function added(part: Part, path: readonly string[], value: Part): Part {
  const holder = path.slice(0, -1);
  const list = partAt(part, holder);
  const open = list === undefined ? undefined : opened(list);
  if (open?.k !== 'list') return withPart(part, path, value);
  const at = path.at(-1) === '-' ? open.items.length : Number(path.at(-1));
  return withPart(part, holder, { ...open, items: open.items.toSpliced(at, 0, value) });
}

function pointer(text: string | undefined): readonly string[] | undefined {
  if (text === undefined || !text.startsWith('/')) return undefined;
  return text
    .slice(1)
    .split('/')
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
}
