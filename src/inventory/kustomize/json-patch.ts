// Applies the operations of a JSON patch (RFC 6902) to an object.
import { opened, partAt, textAt, withPart, type Part } from '../part.ts';

/** The object after all operations; one that is not understood leaves a reason. */
export function patchedBy(
  object: Part,
  operations: readonly Part[],
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
      if (op === 'move') part = withPart(part, from, undefined);
      if (moved !== undefined) part = added(part, path, moved);
    } else if (op !== 'test') refused.push(`the operation "${op}"`);
  }
  return { part, refused };
}

/** Into a list, an item is added in front of what stands there. */
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
