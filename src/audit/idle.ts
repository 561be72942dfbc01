// What is ignored for a reason, and is not there: the debt is paid, or the comment stands at the wrong line.
import type { Suppression } from '../rules/suppressions.ts';
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
 * @param looked the rules that had something to look at: of the others it is not known
 */
export function idleIn(
  suppressions: readonly Suppression[],
  config: Config | undefined,
  found: readonly Finding[],
  looked: ReadonlySet<string>,
): readonly Idle[] {
  const comments = suppressions
    .filter(({ reason }) => reason !== '')
    .flatMap(({ path, line, rules, from, to }) =>
      rules
        .filter(
          (rule) => !found.some((one) => one.rule === rule && one.path === path && from <= one.line && one.line <= to),
        )
        .map((rule) => ({ place: `${path}:${line}`, rule })),
    );
  const entries = (config?.ignore ?? []).flatMap((entry, index) =>
    found.some(({ rule, path }) => ignoredBy({ ignore: [entry] }, rule, path) !== undefined)
      ? []
      : [{ place: `${configPath}: ignore[${index}]`, rule: entry.rule }],
  );
  return [...comments, ...entries].filter(({ rule }) => looked.has(rule));
}
