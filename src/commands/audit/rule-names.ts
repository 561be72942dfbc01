// Names of rules in flags.
import { suggestion } from '../../formats/nearest.ts';
import { rules } from '../../rules/index.ts';

/** The rules of a flag, and its faults. */
export function rulesOfFlag(
  flags: ReadonlyMap<string, string | boolean>,
  name: string,
): { readonly ids: readonly string[] | undefined; readonly problems: readonly string[] } {
  const value = flags.get(name);
  if (typeof value !== 'string') return { ids: undefined, problems: [] };
  const ids = value
    .split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '');
  const known = rules.map(({ id }) => id);
  const problems = ids
    .filter((id) => !known.includes(id))
    .map((id) => `--${name} "${id}" is not a rule${suggestion(id, known)}.`);
  return { ids, problems: ids.length === 0 ? [`--${name} names no rule.`] : problems };
}
