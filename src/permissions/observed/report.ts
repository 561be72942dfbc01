// The three lists for people, and as JSON.
import { nameOf } from '../words.ts';
import type { Paint } from '../../formats/paint.ts';
import { paragraphs } from '../../formats/wrap.ts';
import type { Row, Verdict } from './compare.ts';

/** The comparison for one ServiceAccount. */
export interface Witnessed {
  readonly users: readonly string[];
  readonly binaries: readonly string[];
  readonly rows: readonly Row[];
}

export interface Read {
  readonly files: number;
  /** Records that were too long or no JSON. */
  readonly skipped: number;
  /** Places of the source that could not be resolved. */
  readonly unknown: number;
}

interface Part {
  readonly verdict: Verdict;
  readonly title: string;
  readonly style: 'red' | 'yellow' | 'dim';
}

const PARTS: readonly Part[] = [
  { verdict: 'not-inferred', title: 'Used and granted, but not inferred: a bug in the inference', style: 'red' },
  { verdict: 'observed-only', title: 'Used, but neither inferred nor granted by these manifests', style: 'red' },
  { verdict: 'not-granted', title: 'Used and inferred, but not granted by these manifests', style: 'red' },
  { verdict: 'inferred-only', title: 'Inferred, but neither granted nor used', style: 'yellow' },
  { verdict: 'unused', title: 'Granted, but neither inferred nor used', style: 'yellow' },
  { verdict: 'not-exercised', title: 'Granted and inferred: not exercised by these runs', style: 'dim' },
];

/** Whether one of the three contradicts the others about a used permission. */
export function disagrees(rows: readonly Row[]): boolean {
  return rows.some(({ verdict }) => ['not-inferred', 'observed-only', 'not-granted'].includes(verdict));
}

export function observedText(all: readonly Witnessed[], read: Read, paint: Paint): readonly string[] {
  const parts = all.flatMap((witnessed) => [[headOf(witnessed, paint)], ...partsOf(witnessed.rows, paint)]);
  return paragraphs([...parts, [verdictOf(all, read, paint)]]);
}

function headOf({ users, binaries, rows }: Witnessed, paint: Paint): string {
  const requests = rows.reduce((sum, { observed }) => sum + (observed?.requests ?? 0), 0);
  const who = users.length === 0 ? 'nobody of that name asked' : `${users.join(', ')}, requests: ${requests}`;
  return `${paint('bold', binaries.join(', '))} ${paint('dim', who)}`;
}

function partsOf(rows: readonly Row[], paint: Paint): readonly (readonly string[])[] {
  return PARTS.flatMap(({ verdict, title, style }) => {
    const own = rows.filter((row) => row.verdict === verdict);
    return own.length === 0 ? [] : [[paint('bold', title), ...own.flatMap((row) => linesOf(row, style, paint))]];
  });
}

function linesOf(row: Row, style: Part['style'], paint: Paint): readonly string[] {
  const { observed, evidence, grantedAt, condition } = row;
  const refused = observed === undefined || observed.denied === 0 ? '' : `, ${observed.denied} refused`;
  const asked =
    observed === undefined
      ? []
      : [
          `${observed.requests} asked${refused}: ${observed.example.uri} ${observed.example.time} (${observed.example.file})`,
        ];
  const needed = evidence.slice(0, 1).map(({ path, line }) => `needed by ${path}:${line}`);
  const granted = grantedAt.slice(0, 1).map((place) => `granted at ${place}`);
  const sometimes = condition === null ? [] : [`only sometimes: ${condition}`];
  const places = [...asked, ...needed, ...granted, ...sometimes].map((each) => `      ${paint('dim', each)}`);
  return [`  ${paint(style, `${row.verb} ${nameOf(row)}`)}`, ...places];
}

function verdictOf(all: readonly Witnessed[], { files, skipped, unknown }: Read, paint: Paint): string {
  const rows = all.flatMap((each) => each.rows);
  const of = (verdict: Verdict): number => rows.filter((row) => row.verdict === verdict).length;
  const read = `${files} ${files === 1 ? 'log' : 'logs'} read${skipped === 0 ? '' : `, ${skipped} records skipped that were too long or no JSON`}`;
  const open =
    unknown === 0
      ? ''
      : ` The source has ${unknown} unknown places; permissions that were used but not inferred may come from there.`;
  if (rows.every(({ verdict }) => verdict === 'agreed'))
    return paint('green', `${read}. Inferred, granted and observed agree on ${of('agreed')} permissions.`);
  const counts = PARTS.flatMap(({ verdict }) => (of(verdict) === 0 ? [] : [`${of(verdict)} ${verdict}`]));
  const line = `${read}. ${of('agreed')} agreed, ${counts.join(', ')}.${of('not-inferred') + of('observed-only') > 0 ? open : ''}`;
  return paint(disagrees(rows) ? 'red' : 'green', line);
}

/** The shape that docs/rbac.md declares. */
export function observedJson(all: readonly Witnessed[], read: Read): object {
  return {
    observed: {
      files: read.files,
      skipped: read.skipped,
      unknown: read.unknown,
      accounts: all.map(({ users, binaries, rows }) => ({ users, binaries, permissions: rows.map(rowOf) })),
    },
  };
}

function rowOf({ group, resource, verb, verdict, observed, condition, evidence, grantedAt }: Row): object {
  return {
    group,
    resource,
    verb,
    verdict,
    condition,
    evidence: evidence.map(({ path, line }) => ({ path, line })),
    grantedAt,
    observed: observed === undefined ? null : { ...observed, group: undefined, resource: undefined, verb: undefined },
  };
}
