// Reads the files of `report`, each as one row; the faults of all files are reported together.
import path from 'node:path';
import { UserError } from '../../errors.ts';
import { readReport } from '../../fleet/read-report.ts';
import type { Failure, Row } from '../../fleet/row.ts';
import { groupBy } from '../../group-by.ts';
import { readText } from '../../repo/read-file.ts';

/** Much longer than any report so far. */
export const mostReportBytes = 1 << 26;

/**
 * Reads one file after the other and keeps only its row: memory grows with the rows, not with the reports.
 *
 * @returns the repositories, and the audits without a report
 * @throws UserError with status 2 that names each file that is not a report, and those about the same repository
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

/** A repository that is counted twice would double every number. */
function twins(rows: readonly Row[]): readonly string[] {
  const named = rows.filter(({ origin }) => origin !== null);
  return [...groupBy(named, ({ repository }) => repository)]
    .filter(([, { length }]) => length > 1)
    .map(([repository, same]) => `${same.map(({ file }) => file).join(' and ')} are all of ${repository}: keep one.`);
}
