// The matrix of a page: each permission with the line that needs it, the line that grants it, and the requests to the
// API server.
import { breakable, html, type Markup } from '../formats/html.ts';
import type { AccountMatrix, MatrixRow, MatrixVerdict, Side } from '../permissions/matrix.ts';

/** The content of the matrix, with its limits. */
export interface Matrix {
  readonly accounts: readonly AccountMatrix[];
  /** The number of places in the source that were not understood. */
  readonly unknown: number;
  /** The number of audit logs, and of their unreadable records. */
  readonly logs: { readonly files: number; readonly skipped: number } | undefined;
}

/** @param matrix undefined if there is nothing to compare: no role, or no Rust */
export function matrixSection(matrix: Matrix | undefined): Markup {
  if (matrix === undefined || matrix.accounts.length === 0)
    return html`<p>This repository has no role together with a Rust program that calls the API server.</p>`;
  const { accounts, unknown, logs } = matrix;
  const open = unknown === 0 ? '' : ` ${unknown} places of the source were not understood: more may be needed.`;
  const read = logs === undefined ? '' : ` Audit logs read: ${logs.files}, records skipped: ${logs.skipped}.`;
  return html`<p>Needed: by the Rust source. Granted: by the manifests.
${logs === undefined ? html`Observed: no audit log was given (<span class="whole">--observed</span>).` : 'Observed: by audit logs of the API server.'}${open}${read}</p>
${accounts.map(accountSection)}`;
}

function accountSection({ account, programs, users, rows }: AccountMatrix): Markup {
  const who = account === undefined ? 'All roles' : `ServiceAccount ${account}`;
  const asked =
    users === undefined || users.length > 0
      ? ''
      : account === undefined
        ? 'The account is not known, so no requests were observed.'
        : 'The logs have no request of this account.';
  return html`<h3>${who}: ${programs.join(', ')}</h3>
${asked === '' ? '' : html`<p class="warn">${asked}</p>`}
<table class="matrix"><caption>${summary(rows)}</caption>
<thead><tr><th scope="col">Permission</th><th scope="col">Needed</th><th scope="col">Granted</th>
${users === undefined ? '' : html`<th scope="col">Observed</th>`}<th scope="col">Together</th></tr></thead>
<tbody>${rows.map((row) => rowOf(row, users !== undefined))}</tbody></table>`;
}

function summary(rows: readonly MatrixRow[]): string {
  const counts = Object.entries(told).flatMap(([verdict, { label }]) => {
    const count = rows.filter((row) => row.verdict === verdict).reduce((sum, { verbs }) => sum + verbs.length, 0);
    return count === 0 ? [] : [`${count} ${label}`];
  });
  return counts.length === 0 ? 'Nothing is needed and nothing granted.' : `Permissions: ${counts.join(', ')}.`;
}

function rowOf(row: MatrixRow, withObserved: boolean): Markup {
  const { resource, verbs, verdict, severity, note, needed, granted, observed } = row;
  const { label: said, style } = told[verdict];
  // With a reason to keep the permission, it is not certain that nothing needs it.
  const label = verdict === 'unused' && note !== undefined ? 'granted, and no call was found' : said;
  const requests = observed.reduce((sum, one) => sum + one.requests, 0);
  const denied = observed.reduce((sum, one) => sum + one.denied, 0);
  const seen = requests === 0 ? 'no request' : `requests: ${requests}${denied === 0 ? '' : `, ${denied} refused`}`;
  const [first] = observed;
  const where = first === undefined ? '' : html`<code>${first.example.uri}</code>`;
  const how = severity === undefined ? label : `${label}, ${severity}`;
  return html`<tr><th scope="row">${verbs.join(', ')} <b>${breakable(resource)}</b></th>
<td>${named('Needed')}${sideOf(needed)}</td><td>${named('Granted')}${sideOf(granted)}</td>
${withObserved ? html`<td>${named('Observed')}${seen}${where}</td>` : ''}
<td>${named('Together')}<span class="${style}">${how}</span>${note === undefined ? '' : html`<small>${breakable(note)}</small>`}</td></tr>`;
}

/** The heading of a column, for screens so narrow that the columns are stacked. */
function named(column: string): Markup {
  return html`<span class="column">${column}</span>`;
}

function sideOf(side: Side | undefined): Markup {
  if (side === undefined) return html`<span class="none">no</span>`;
  const { places, reach } = side;
  const more = places.length > mostPlaces ? html`<small>and ${places.length - mostPlaces} more</small>` : '';
  return html`${places.slice(0, mostPlaces).map((place) => html`<code>${breakable(place)}</code>`)}${more}<small>${reach}</small>`;
}

const mostPlaces = 2;

const told: Readonly<Record<MatrixVerdict, { readonly label: string; readonly style: string }>> = {
  missing: { label: 'needed and not granted', style: 'bad' },
  'observed-only': { label: 'requested, but neither needed nor granted', style: 'bad' },
  unused: { label: 'granted and not needed', style: 'warn' },
  'not-inferred': { label: 'granted and requested, but not found in the source', style: 'warn' },
  unknown: { label: 'needed; whether it is granted is not known', style: 'warn' },
  exact: { label: 'needed and granted', style: 'good' },
};

export const matrixStyle = `
.matrix { margin: .3rem 0 1rem; }
.matrix caption { text-align: left; margin-bottom: .3rem; }
.matrix code, .matrix small { display: block; }
.matrix th b { font-weight: 700; }
.matrix tbody th { font-weight: 400; width: 24%; overflow-wrap: anywhere; }
.matrix td { overflow-wrap: anywhere; }
.matrix tr { break-inside: avoid; }
.matrix .column { display: none; }
@media (max-width: 700px) {
  .matrix, .matrix tbody, .matrix tr, .matrix th, .matrix td, .matrix caption { display: block; width: auto; }
  .matrix thead { display: none; }
  .matrix tbody th { width: auto; border: 0; background: var(--soft); }
  .matrix td { display: grid; grid-template-columns: 5.5rem 1fr; border: 0; padding: .15rem .5rem; }
  .matrix td > * { grid-column: 2; }
  .matrix td > .column { display: block; grid-column: 1; font-size: .8rem; }
  .matrix tr { padding-bottom: .4rem; }
}
`;
