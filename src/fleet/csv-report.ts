// A fleet as CSV (RFC 4180): a header, a line for each repository, and a line with the reason for each that gave no
// report.
import { columns, type Column } from './columns.ts';
import type { Fleet } from './fleet.ts';

const all: readonly Column[] = [
  ...columns,
  { heading: 'behind', cell: ({ behind }) => behind.join('; ') },
  { heading: 'drifted', cell: ({ drifted }) => drifted?.join('; ') ?? '' },
  { heading: 'attacker', cell: ({ gets }) => gets.join('; ') },
  { heading: 'profile', cell: ({ profile }) => profile },
  { heading: 'file', cell: ({ file }) => file },
];

export function csvReport({ rows, failed }: Fleet): readonly string[] {
  return [
    [...all.map(({ heading }) => heading), 'failed'],
    ...rows.map((row) => [...all.map(({ cell }) => cell(row)), '']),
    ...failed.map(({ file, message }) => [...all.map(({ heading }) => (heading === 'file' ? file : '')), message]),
  ].map((line) => line.map(quoted).join(','));
}

/**
 * A spreadsheet takes a text that starts like this for a formula: https://owasp.org/www-community/attacks/CSV_Injection
 */
function quoted(cell: string | number): string {
  const text = typeof cell === 'string' && /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
