// A fleet as one JSON document; docs/report.schema.json describes each part.
import type { Tool } from '../audit/json-report.ts';
import type { Fleet } from './fleet.ts';
import { stateOf } from './row.ts';

export function fleetDocument({ rows, failed, totals, rules, notes }: Fleet, tool: Tool): object {
  return {
    schemaVersion: 1,
    tool,
    totals,
    repositories: rows.map((row) => ({ ...row, state: stateOf(row) })),
    failed,
    rules,
    notes,
  };
}
