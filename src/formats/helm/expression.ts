// The value of a chart that an action inserts, if it inserts only that value.
import { replaceActions } from './actions.ts';

/**
 * The keys below `.Values` that an expression inserts unchanged, or undefined if it computes something.
 *
 * `default` is accepted: a non-empty value of values.yaml takes precedence.
 */
export function valuesKeys(expression: string, dot: string | undefined): readonly string[] | undefined {
  const source = expression
    .split('|')
    .map((part) => part.trim())
    .filter(
      (part) =>
        !/^(toYaml|n?indent\s+\d+|quote|squote|int|int64|toString|trim|default\s[^]+|trimSuffix\s+\S+)$/.test(part),
    )
    .join(' | ')
    .replace(/^(toYaml|quote|int)\s+/, '')
    .replace(/^tpl\s+\(toYaml\s+(\S+)\)\s+\S+$/, '$1')
    .replace(/^omit\s+(\S+)(\s+"[^"]*")+$/, '$1')
    .replace(/^\((.*)\)$/, '$1')
    .trim();
  if (source === '.') return dot === undefined ? undefined : valuesKeys(dot, undefined);
  const named = /^\$?\.Values((?:\.[A-Za-z_][\w-]*)+)$/.exec(source)?.[1];
  if (named !== undefined) return named.slice(1).split('.');
  const below = /^\.([A-Za-z_][\w.-]*)$/.exec(source)?.[1];
  const base = below === undefined || dot === undefined ? undefined : valuesKeys(dot, undefined);
  return below === undefined || base === undefined ? undefined : [...base, ...below.split('.')];
}

/** The name of `{{ include "chart.fullname" . }}-x` for people, whatever its argument: `{chart.fullname}-x`. */
export function spoken(name: string): string {
  return replaceActions(name, ({ code }) => `{${/^(?:include|template)\s+"([^"]+)"/.exec(code)?.[1] ?? code}}`);
}
