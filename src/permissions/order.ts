// Differences in the order in which reports show them, each once.
import type { UnreadPart } from '../inventory/grants/unread.ts';
import type { Severity } from '../kubernetes/privileges.ts';
import type { Excess, Missing } from './check.ts';

/** What several installations lack is missing once. */
export function distinct(missing: readonly Missing[]): readonly Missing[] {
  return [
    ...new Map(
      missing.map((each) => [
        `${each.binary} ${each.group}/${each.resource} ${each.verb} ${each.path}:${each.line}`,
        each,
      ]),
    ).values(),
  ];
}

export function once(unknown: readonly UnreadPart[]): readonly UnreadPart[] {
  return [...new Map(unknown.map((each) => [`${each.path}:${each.line} ${each.why}`, each])).values()];
}

const ORDER: readonly Severity[] = ['critical', 'high', 'medium', 'low'];

export function sorted(excess: readonly Excess[]): readonly Excess[] {
  const unique = [
    ...new Map(
      excess.map((each) => [`${each.path} ${each.line} ${each.group} ${each.resource} ${each.verb}`, each]),
    ).values(),
  ];
  return unique.sort(
    (a, b) =>
      ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity) ||
      (a.path === b.path ? a.line - b.line : a.path < b.path ? -1 : 1),
  );
}
