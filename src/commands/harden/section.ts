// A section of harden's output between two questions: a title with rows, no wider than the terminal.
import type { Output } from '../../cli/output.ts';
import { wrap } from '../../formats/wrap.ts';

/** The output; a pipe has no columns, and gets each row on one line. */
export type Page = Pick<Output, 'paint' | 'columns'>;

export function section(title: string, rows: readonly string[], page: Page): readonly string[] {
  if (rows.length === 0) return [];
  const heading = fitted(title, page).map((line) => page.paint('bold', line));
  return [...heading, ...rows.flatMap((row) => fitted(`  ${row}`, page)), ''];
}

/** A line, broken between words if it is too long; the rest is indented by two more spaces. */
export function fitted(line: string, { columns = Number.POSITIVE_INFINITY }: Page): readonly string[] {
  if (line.length <= columns) return [line];
  const indent = line.length - line.trimStart().length;
  const [first = '', ...rest] = wrap(line, columns, indent + 2);
  return [first.slice(2), ...rest];
}
