// Each ignored advisory has a reason.
import { tomlAt, type TomlFile } from '../../formats/toml/toml.ts';
import { isShipped } from '../../inventory/shipped.ts';
import { defineRule, pages, type Sight } from '../rule.ts';
import { about } from '../sight.ts';

export const ignoredAdvisoriesExplained = defineRule({
  id: 'ignored-advisories-explained',
  title: 'An ignored advisory has a reason',
  why: 'An exception without a reason stays after a fixed version is published, because no reader can tell whether it is still needed.',
  group: 'Supply chain',
  severity: 'low',
  reference: pages.deny,
  profile: 'pedantic',
  advice: 'Write { id = "RUSTSEC-…", reason = "…" } in deny.toml, or a comment on the line of the entry or above it.',
  fix: 'manual',
  look: ({ toml }) =>
    [...toml.values()]
      .filter(({ path }) => isShipped(path) && /(?:^|\/)(?:deny|audit)\.toml$/.test(path))
      .flatMap(judge),
});

function judge(file: TomlFile): readonly Sight[] {
  const ignored = tomlAt(file.value, 'advisories', 'ignore');
  const entry = file.entries.find(({ key }) => key === 'advisories.ignore');
  if (!Array.isArray(ignored) || entry === undefined || ignored.length === 0)
    return [{ state: 'kept', path: file.path, line: 1, message: '' }];
  const lines = file.text.split('\n');
  return ignored.flatMap((one): readonly Sight[] => {
    const id: unknown = typeof one === 'string' ? one : tomlAt(one, 'id');
    if (typeof id !== 'string') return [];
    const index = lines.findIndex((line, at) => at >= entry.line - 1 && line.includes(`"${id}"`));
    const at = {
      path: file.path,
      line: Math.max(index + 1, entry.line),
      ...about(id, 'is ignored without a reason', id),
    };
    const reason = typeof one === 'string' ? undefined : tomlAt(one, 'reason');
    const isExplained =
      (typeof reason === 'string' && reason !== '') ||
      /#\s*\S/.test((lines[index] ?? '').replace(/"[^"]*"/g, '')) ||
      hasReasonAbove(lines, index);
    return [{ ...at, state: isExplained ? 'kept' : 'broken' }];
  });
}

/** A comment above speaks of all the entries below it. */
function hasReasonAbove(lines: readonly string[], index: number): boolean {
  let above = index - 1;
  while (/^\s*["{]/.test(lines[above] ?? '')) above -= 1;
  return /^\s*#\s*\S/.test(lines[above] ?? '');
}
