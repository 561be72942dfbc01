// A fleet for a terminal: a line for each repository, the worst first.
import type { Paint } from '../formats/paint.ts';
import { cut, wrap } from '../formats/wrap.ts';
import { columns } from './columns.ts';
import type { Fleet } from './fleet.ts';
import type { Row } from './row.ts';

export interface TablePage {
  readonly paint: Paint;
  /** Undefined if lines may have any length. */
  readonly width: number | undefined;
}

export function tableReport(fleet: Fleet, page: TablePage): readonly string[] {
  const { totals, failed, rules, notes } = fleet;
  const width = page.width ?? 100;
  return [
    ...tableOf(fleet.rows, page),
    ...(fleet.rows.length === 0 ? [] : ['']),
    ...failed.flatMap(({ file, message }) => [`${page.paint('red', 'failed')}  ${file}`, ...wrap(message, width, 2)]),
    ...totalsText(totals),
    ...(rules.length === 0
      ? []
      : wrap(
          `Broken in most: ${rules
            .slice(0, 5)
            .map(({ rule, repositories }) => `${rule} (${repositories})`)
            .join(', ')}.`,
          width,
          0,
        )),
    ...notes.flatMap((note) => wrap(note, width, 0)),
  ];
}

/** The gains of an attacker come last, where they may be cut. */
function tableOf(rows: readonly Row[], { paint, width }: TablePage): readonly string[] {
  if (rows.length === 0) return [];
  const lines = rows.map((row) => ({ cells: columns.map(({ cell }) => cell(row)), gets: row.gets.join('; ') }));
  const widths = columns.map(({ heading }, at) =>
    lines.reduce((most, { cells }) => Math.max(most, String(cells[at]).length), heading.length),
  );
  const line = (cells: readonly (string | number)[], gets: string): string => {
    const text = [...cells.map((cell, at) => padded(cell, widths[at] ?? 0)), gets].join('  ').trimEnd();
    return width === undefined ? text : cut(text, width);
  };
  const headings = columns.map(({ heading }) => heading);
  return [
    paint('bold', line(headings, 'an attacker in the Pod')),
    ...lines.map(({ cells, gets }) => line(cells, gets)),
  ];
}

/** Numbers are aligned to the right. */
function padded(cell: string | number, width: number): string {
  return typeof cell === 'number' ? String(cell).padStart(width) : cell.padEnd(width);
}

export function totalsText({
  repositories,
  failed,
  grades,
  findings,
  behind,
  drifted,
}: Fleet['totals']): readonly string[] {
  const some = Object.entries(grades).filter(([, count]) => count > 0);
  return [
    `${repositories} ${repositories === 1 ? 'repository' : 'repositories'}: ${some.map(([grade, count]) => `${count} ${grade}`).join(', ') || 'none'}.`,
    `Findings: ${Object.entries(findings)
      .map(([severity, count]) => `${count} ${severity}`)
      .join(', ')}.`,
    `${behind} behind, ${drifted} drifted${failed === 0 ? '' : `, ${failed} without a report`}.`,
  ];
}
