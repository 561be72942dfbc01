// Comments that ignore a finding: `# kube-secure-controller: ignore[rule, rule] reason`, in every format.
import { saysWhy } from '../formats/reason.ts';
import type { Repository } from '../repo/repository.ts';

export interface Suppression {
  readonly path: string;
  readonly line: number;
  readonly rules: readonly string[];
  /** Empty where none is given, or only that it is to be written: then it has no effect. */
  readonly reason: string;
  /** The first and the last line that it speaks of. */
  readonly from: number;
  readonly to: number;
}

const mark = 'kube-secure-controller: ignore';
const pattern = /(?:#|\/\/|\/\*|<!--)[^\S\n]{0,9}kube-secure-controller: ignore(-file)?\[([^\][]*)\](.*)/;

/** Every suppression of a repository; prose is passed over, since it may quote one. */
export function suppressionsIn({ files }: Repository): readonly Suppression[] {
  return [...files].flatMap(([path, text]) =>
    text.includes(mark) && !/\.(md|adoc|rst|txt|ts|js)$/.test(path) ? suppressionsOf(path, text) : [],
  );
}

function suppressionsOf(path: string, text: string): readonly Suppression[] {
  const lines = text.split('\n');
  return lines.flatMap((source, index): readonly Suppression[] => {
    const match = pattern.exec(source);
    if (match === null) return [];
    const rules = (match[2] ?? '').split(',').map((rule) => rule.trim());
    const reason = reasonIn(match[3] ?? '');
    const common = { path, line: index + 1, rules, reason: saysWhy(reason) ? reason : '' };
    if (match[1] !== undefined) return [{ ...common, from: 1, to: Number.POSITIVE_INFINITY }];
    return [{ ...common, from: index + 1, to: reach(lines, index) }];
  });
}

/** Without what ends the comment: of C, of a template, of HTML. */
function reasonIn(rest: string): string {
  return ['}}', '-', '*/', '-->'].reduce(
    (text, end) => (text.endsWith(end) ? text.slice(0, -end.length).trim() : text),
    rest.trim(),
  );
}

/** Behind code a comment speaks of its line; on a line of its own, of the next line that is no comment. */
function reach(lines: readonly string[], index: number): number {
  const isComment = (line: string): boolean => /^\s*(#|\/\/|\{\{-?\s*\/\*|<!--|$)/.test(line);
  if (!isComment(lines[index] ?? '')) return index + 1;
  let next = index + 1;
  while (next < lines.length && isComment(lines[next] ?? '')) next += 1;
  return next + 1;
}
