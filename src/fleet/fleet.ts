// Many audits together: the worst first, with the totals.
import { groupBy } from '../group-by.ts';
import { GRADES, type Counted, type Failure, type Row } from './row.ts';

export interface Fleet {
  readonly rows: readonly Row[];
  readonly failed: readonly Failure[];
  readonly totals: Totals;
  /** The rules that most repositories break come first. */
  readonly rules: readonly { readonly rule: string; readonly repositories: number }[];
  /** Facts that make rows hard to compare. */
  readonly notes: readonly string[];
}

interface Totals {
  readonly repositories: number;
  readonly failed: number;
  readonly grades: Readonly<Record<string, number>>;
  readonly findings: Readonly<Record<Counted, number>>;
  readonly behind: number;
  readonly drifted: number;
}

export function fleetOf(judged: readonly Row[], failed: readonly Failure[]): Fleet {
  const rows = [...judged].sort(compare);
  const broken = groupBy(
    rows.flatMap((row) => row.broken),
    (rule) => rule,
  );
  return {
    rows,
    failed: [...failed].sort((a, b) => text(a.file, b.file)),
    totals: totalsOf(rows, failed),
    rules: [...broken]
      .map(([rule, { length }]) => ({ rule, repositories: length }))
      .sort((a, b) => b.repositories - a.repositories || text(a.rule, b.rule)),
    notes: notesOn(rows),
  };
}

function totalsOf(rows: readonly Row[], failed: readonly Failure[]): Totals {
  const having = (test: (row: Row) => boolean): number => rows.filter(test).length;
  const sum = (severity: Counted): number => rows.reduce((all, { findings }) => all + findings[severity], 0);
  return {
    repositories: rows.length,
    failed: failed.length,
    grades: Object.fromEntries([...GRADES].reverse().map((grade) => [grade, having((row) => row.grade === grade)])),
    findings: {
      critical: sum('critical'),
      high: sum('high'),
      medium: sum('medium'),
      low: sum('low'),
      unknown: sum('unknown'),
    },
    behind: having(({ behind }) => behind.length > 0),
    drifted: having(({ drifted }) => (drifted?.length ?? 0) > 0),
  };
}

function compare(a: Row, b: Row): number {
  return (
    GRADES.indexOf(a.grade) - GRADES.indexOf(b.grade) ||
    a.score - b.score ||
    text(a.repository, b.repository) ||
    text(a.file, b.file)
  );
}

function text(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function notesOn(rows: readonly Row[]): readonly string[] {
  const profiles = [...groupBy(rows, ({ profile }) => profile)].sort(([a], [b]) => text(a, b));
  const few = profiles.length > 1 ? profiles.map(([profile, { length }]) => `${profile} (${length})`) : [];
  return [
    ...(few.length === 0
      ? []
      : [`They were judged in different profiles, so their scores cannot be compared: ${few.join(', ')}.`]),
    ...[
      ...groupBy(
        rows.flatMap(({ lacks, repository }) => lacks.map((lack) => ({ lack, repository }))),
        ({ lack }) => lack,
      ),
    ].map(([lack, those]) => `${lack}: ${those.map(({ repository }) => repository).join(', ')}.`),
  ];
}
