// `report FILE…`: many reports of `audit --json` as one.
import path from 'node:path';
import { UserError } from '../../errors.ts';
import { csvReport } from '../../fleet/csv-report.ts';
import { fleetDocument } from '../../fleet/fleet-document.ts';
import { fleetPage } from '../../fleet/fleet-page.ts';
import { fleetOf, type Fleet } from '../../fleet/fleet.ts';
import { tableReport } from '../../fleet/table-report.ts';
import { packageFacts } from '../../package-root.ts';
import { printableJson } from '../../printable.ts';
import type { ExitStatus, Invocation } from '../../cli/command.ts';
import type { Output } from '../../cli/output.ts';
import { writeOver } from '../write-over.ts';
import { mostReportBytes, readFleet } from './read-fleet.ts';

/** Exit status 0 for any state of the repositories: their own audits decide whether one passes. */
export async function report({ flags, positionals, problems, cwd, out, err }: Invocation): Promise<ExitStatus> {
  const output = flags.get('output');
  const chosen = flags.get('format');
  const all = [
    ...problems,
    ...(flags.has('json') && chosen !== undefined ? ['--json and --format exclude each other.'] : []),
    ...(positionals.length === 0 ? ['Name the files that `audit --json` wrote: report reports/*.json'] : []),
  ];
  if (all.length > 0) throw new UserError(all, { status: 2 });
  const fleet = fleetOf(...readFleet(positionals, cwd));
  const format = flags.has('json') ? 'json' : (chosen ?? 'table');
  if (typeof output === 'string') {
    const lines = linesOf(fleet, format, undefined);
    writeOver(path.resolve(cwd, output), `${lines.join('\n')}\n`, 'output', mostReportBytes);
    err.lines([
      `Wrote ${output}: ${fleet.rows.length} of ${fleet.rows.length + fleet.failed.length} repositories have a report.`,
    ]);
  } else if (format === 'json') out.json(fleetDocument(fleet, packageFacts()));
  else out.lines(linesOf(fleet, format, out));
  return 0;
}

function linesOf(fleet: Fleet, format: string | boolean, page: Output | undefined): readonly string[] {
  if (format === 'json') return [printableJson(fleetDocument(fleet, packageFacts()))];
  if (format === 'csv') return csvReport(fleet);
  if (format === 'html') return fleetPage(fleet, packageFacts());
  const width = page?.isTerminal === true ? page.columns : undefined;
  return tableReport(fleet, { paint: page?.paint ?? ((_, text) => text), width });
}
