// The files that `report` is given, each as one row; what is wrong with any of them is said of all at once.
import path from 'node:path';
import { UserError } from '../../errors.ts';
import { readReport } from '../../fleet/read-report.ts';
import type { Failure, Row } from '../../fleet/row.ts';
import { groupBy } from '../../group-by.ts';
import { readText } from '../../repo/read-file.ts';

/** Far longer than any report that was seen. */
export const mostReportBytes = 1 << 26;

/**
 * One file after the other, of which nothing but its row is kept: memory grows by rows, not by reports.
 *
 * @returns the repositories, and the audits that gave no report
 * @throws UserError with status 2 that names each file that is no report, and those that speak of one repository twice
 */
export function readFleet(files: readonly string[], cwd: string): readonly [readonly Row[], readonly Failure[]] {
  const rows: Row[] = [];
  const failed: Failure[] = [];
  const problems: string[] = [];
  for (const file of files) {
    const text = readText(path.resolve(cwd, file), { most: mostReportBytes, follow: true });
    const read = text.why === undefined ? readReport(text.content, file) : { problem: `${text.why}${hint(text.why)}` };
    if ('row' in read) rows.push(read.row);
    else if ('failure' in read) failed.push({ file, message: read.failure });
    else problems.push(`${file} ${read.problem}.`);
  }
  const all = [...problems, ...twins(rows)];
  if (all.length > 0) throw new UserError(all, { status: 2 });
  return [rows, failed];
}

function hint(why: string): string {
  return why === 'is a directory' ? '; name the files in it' : '';
}

/** One repository counted twice would be two of every number. */
function twins(rows: readonly Row[]): readonly string[] {
  const named = rows.filter(({ origin }) => origin !== null);
  return [...groupBy(named, ({ repository }) => repository)]
    .filter(([, { length }]) => length > 1)
    .map(([repository, same]) => `${same.map(({ file }) => file).join(' and ')} are all of ${repository}: keep one.`);
}
