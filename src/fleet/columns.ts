// The columns of a repository, for each form of the report.
import { COUNTED, stateOf, type Row } from './row.ts';

export interface Column {
  readonly heading: string;
  readonly cell: (row: Row) => string | number;
}

export const columns: readonly Column[] = [
  { heading: 'repository', cell: ({ repository }) => repository },
  { heading: 'grade', cell: ({ grade }) => grade },
  { heading: 'score', cell: ({ score }) => score },
  ...COUNTED.map((severity): Column => ({ heading: severity, cell: ({ findings }) => findings[severity] })),
  { heading: 'ignored', cell: ({ suppressed }) => suppressed },
  { heading: 'preset', cell: ({ preset }) => preset ?? 'none' },
  { heading: 'version', cell: ({ version }) => version ?? 'none' },
  { heading: 'state', cell: stateOf },
  { heading: 'reach', cell: ({ reach }) => reach },
];
