// Suppressions of findings that do not exist: the fault is fixed, or the comment is at the wrong line.
import { groupBy } from '../group-by.ts';
import { firstFrom, type Suppression } from '../rules/suppressions.ts';
import { configPath, ignoredBy, type Config } from './config.ts';
import type { Finding } from './finding.ts';

export interface Idle {
  /** `path:line` of the comment, or the place in the configuration. */
  readonly place: string;
  readonly rule: string;
}

/**
 * Comments and entries of the configuration that ignore nothing.
 *
 * @param found everything that rules found, ignored or not
 * @param looked the rules that had something to judge: for the others, nothing is known
 */
export function idleIn(
  suppressions: readonly Suppression[],
  config: Config | undefined,
  found: readonly Finding[],
  looked: ReadonlySet<string>,
): readonly Idle[] {
  const places = groupBy(found, ({ rule, path }) => `${rule}\0${path}`);
  const linesOf = new Map([...places].map(([name, all]) => [name, all.map(({ line }) => line).sort((a, b) => a - b)]));
  const comments = suppressions
    .filter(({ reason }) => reason !== '')
    .flatMap(({ path, line, rules, from, to }) =>
      rules
        .filter((rule) => {
          const lines = linesOf.get(`${rule}\0${path}`) ?? [];
          const next = lines[firstFrom(lines, from)];
          return next === undefined || next > to;
        })
        .map((rule) => ({ place: `${path}:${line}`, rule })),
    );
  // One finding of each place is enough.
  const ofEach = groupBy(
    [...places.values()].flatMap(([one]) => one ?? []),
    ({ rule }) => rule,
  );
  const entries = (config?.ignore ?? []).flatMap((entry, index) =>
    ofEach.get(entry.rule)?.some(({ rule, path }) => ignoredBy({ ignore: [entry] }, rule, path) !== undefined) === true
      ? []
      : [{ place: `${configPath}: ignore[${index}]`, rule: entry.rule }],
  );
  return [...comments, ...entries].filter(({ rule }) => looked.has(rule));
}
