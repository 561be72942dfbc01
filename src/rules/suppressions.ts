// Comments that ignore a finding: `# kube-secure-controller: ignore[rule, rule] reason`, in every format.
import { saysWhy } from '../formats/reason.ts';
import { groupBy } from '../group-by.ts';
import { once } from '../once.ts';
import type { Repository } from '../repo/repository.ts';

export interface Suppression {
  readonly path: string;
  readonly line: number;
  readonly rules: readonly string[];
  /** Empty if there is none, or only a placeholder: then the comment has no effect. */
  readonly reason: string;
  /** The first and the last line to which it applies. */
  readonly from: number;
  readonly to: number;
}

const mark = 'kube-secure-controller: ignore';
const pattern = /(?:#|\/\/|\/\*|<!--)[^\S\n]{0,9}kube-secure-controller: ignore(-file)?\[([^\][]*)\](.*)/;

/** Every suppression in a repository; prose is skipped, because it may quote one. */
export const suppressionsIn = once(({ files }: Repository): readonly Suppression[] =>
  [...files].flatMap(([path, text]) =>
    text.includes(mark) && !/\.(md|adoc|rst|txt|ts|js)$/.test(path) ? suppressionsOf(path, text) : [],
  ),
);

function suppressionsOf(path: string, text: string): readonly Suppression[] {
  const lines = text.split('\n');
  const reached = reachesIn(lines);
  return lines.flatMap((source, index): readonly Suppression[] => {
    const match = pattern.exec(source);
    if (match === null) return [];
    const rules = (match[2] ?? '').split(',').map((rule) => rule.trim());
    const reason = reasonIn(match[3] ?? '');
    const common = { path, line: index + 1, rules, reason: saysWhy(reason) ? reason : '' };
    if (match[1] !== undefined) return [{ ...common, from: 1, to: Number.POSITIVE_INFINITY }];
    return [{ ...common, from: index + 1, to: reached[index] ?? index + 1 }];
  });
}

/** Without the end of the comment: of C, of a template, of HTML. */
function reasonIn(rest: string): string {
  return ['}}', '-', '*/', '-->'].reduce(
    (text, end) => (text.endsWith(end) ? text.slice(0, -end.length).trim() : text),
    rest.trim(),
  );
}

/**
 * After code, a comment applies to its line; on a line of its own, to the next line that is not a comment. Searched
 * from the end on.
 */
function reachesIn(lines: readonly string[]): readonly number[] {
  const reached: number[] = [];
  for (let index = lines.length - 1; index >= 0; index -= 1)
    reached[index] = isComment(lines[index] ?? '') ? (reached[index + 1] ?? lines.length + 1) : index + 1;
  return reached;
}

function isComment(line: string): boolean {
  return /^\s*(#|\/\/|\{\{-?\s*\/\*|<!--|$)/.test(line);
}

interface OfRule {
  readonly ofFile: readonly Suppression[];
  /**
   * By the line that they end with: suppressions with the same end are together, and those with different ends share no
   * line.
   */
  readonly byEnd: ReadonlyMap<number, readonly Suppression[]>;
  readonly ends: readonly number[];
}

/** Suppressions with a reason that apply to a line of a file, in their order. */
export function suppressionsAt(
  suppressions: readonly Suppression[],
  { rule, path, line }: { readonly rule: string; readonly path: string; readonly line: number },
): readonly Suppression[] {
  const found = byPlace(suppressions).get(nameOf(rule, path));
  if (found === undefined) return [];
  const { ofFile, byEnd, ends } = found;
  const near = (byEnd.get(ends[firstFrom(ends, line)] ?? 0) ?? []).filter(({ from }) => from <= line);
  return near.length === 0 ? ofFile : ofFile.length === 0 ? near : [...ofFile, ...near].sort((a, b) => a.line - b.line);
}

const byPlace = once((suppressions: readonly Suppression[]): ReadonlyMap<string, OfRule> => {
  const named = suppressions.flatMap((one) =>
    one.reason === '' ? [] : [...new Set(one.rules)].map((rule) => [nameOf(rule, one.path), one] as const),
  );
  return new Map(
    [...groupBy(named, ([name]) => name)].map(([name, pairs]) => {
      const all = pairs.map(([, one]) => one);
      const byEnd = groupBy(
        all.filter(({ to }) => to !== Number.POSITIVE_INFINITY),
        ({ to }) => to,
      );
      const ofFile = all.filter(({ to }) => to === Number.POSITIVE_INFINITY);
      return [name, { ofFile, byEnd, ends: [...byEnd.keys()].sort((a, b) => a - b) }] as const;
    }),
  );
});

function nameOf(rule: string, path: string): string {
  return `${rule}\0${path}`;
}

/** The index of the first number that is at least as large, in sorted numbers. */
export function firstFrom(numbers: readonly number[], least: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) < least) low = middle + 1;
    else high = middle;
  }
  return low;
}
