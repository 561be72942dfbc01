// A fleet as a page: a table that sorts and filters without a server.
import { html, htmlPage, link, type Markup } from '../formats/html.ts';
import { columns, type Column } from './columns.ts';
import type { Fleet } from './fleet.ts';
import { sortable } from './sortable.ts';
import { totalsText } from './table-report.ts';
import { GRADES, type Failure, type Row } from './row.ts';

/** @param tool the program, with its version */
export function fleetPage(
  fleet: Fleet,
  { name, version }: { readonly name: string; readonly version: string },
): readonly string[] {
  const { rows, failed, totals, rules, notes } = fleet;
  return htmlPage({
    title: 'Controllers: state of all repositories',
    style,
    script: sortable,
    body: html`<h1>Controllers: how they stand</h1>
${totalsText(totals).map((line) => html`<p class="total">${line}</p>`)}
${notes.map((note) => html`<p class="warn">${note}</p>`)}
${failed.length === 0 ? '' : failures(failed)}
<h2 id="repositories">Repositories</h2>
<p class="filter"><label for="filter">Only those with</label> <input id="filter" type="search" autocomplete="off"> <output for="filter"></output></p>
<div class="scroll" role="region" aria-labelledby="repositories" tabindex="0">
<table id="fleet">
<thead><tr>${columns.map(heading)}<th scope="col">an attacker in the Pod</th></tr></thead>
<tbody>
${rows.map(line)}
</tbody>
</table>
</div>
${rules.length === 0 ? '' : broken(rules)}
<p class="made">Made by ${name} ${version} from the reports of <code>audit --json</code>.</p>`,
  });
}

function heading({ heading: name }: Column): Markup {
  return html`<th scope="col"><button type="button">${name}</button></th>`;
}

function line(row: Row): Markup {
  const cells = columns.slice(1).map((column) => cellOf(column, row));
  return html`<tr><th scope="row">${named(row)}</th>${cells}<td>${getsOf(row.gets)}</td></tr>`;
}

/** Only the name, if it has no host. */
function named({ origin, repository }: Row): Markup {
  if (origin === null) return html`${repository}`;
  return link(`https://${origin.split('/').length === 2 ? 'github.com/' : ''}${origin}`, repository);
}

function cellOf({ heading: name, cell }: Column, row: Row): Markup {
  const value = cell(row);
  const style = styleOf(name, value);
  if (name === 'grade') {
    const order = GRADES.findIndex((grade) => grade === value);
    return html`<td class="${style}" data-order="${order}">${value}</td>`;
  }
  const reasons = name === 'state' ? [...row.behind, ...(row.drifted ?? [])] : [];
  if (reasons.length === 0) return html`<td class="${style}">${value}</td>`;
  return html`<td>${opening(html`<span class="${style}">${value}</span>`, reasons)}</td>`;
}

function styleOf(name: string, value: string | number): string {
  if (typeof value === 'number') return name === 'critical' && value > 0 ? 'number bad' : 'number';
  if (name === 'grade') return value === 'A' ? 'good' : value === 'F' || value === 'D' ? 'bad' : 'warn';
  if (name === 'state') return /behind|drifted/.test(value) ? 'warn' : '';
  return name === 'reach' && value === 'cluster' ? 'warn' : '';
}

/** A single gain is shown; of several the first, and the others on demand. */
function getsOf(gets: readonly string[]): Markup {
  const [first = '', ...more] = gets;
  const brief = first.replace(/ \(.*\)$/, '');
  return more.length === 0 ? html`${first}` : opening(html`${brief}, and ${more.length} more`, gets);
}

function opening(summary: Markup, texts: readonly string[]): Markup {
  return html`<details><summary>${summary}</summary><ul>${texts.map((text) => html`<li>${text}</li>`)}</ul></details>`;
}

function failures(failed: readonly Failure[]): Markup {
  return html`<h2>Without a report</h2>
<ul>${failed.map(({ file, message }) => html`<li><code>${file}</code>: ${message}</li>`)}</ul>`;
}

function broken(rules: Fleet['rules']): Markup {
  return html`<h2>Rules that are broken in most repositories</h2>
<ol>${rules.slice(0, 10).map(({ rule, repositories }) => html`<li><code>${rule}</code> in ${repositories}</li>`)}</ol>`;
}

const style = `
.total { margin: 0; }
.scroll { overflow-x: auto; }
.made { margin-top: 2rem; font-size: .9rem; }
tbody th { font-weight: 600; overflow-wrap: anywhere; min-width: 11rem; }
td:not(:last-child) { white-space: nowrap; }
td:last-child { min-width: 12rem; }
td ul { font-size: .88rem; max-width: 18rem; white-space: normal; }
summary { cursor: pointer; }
thead button { all: unset; cursor: pointer; }
thead button:hover { text-decoration: underline; }
thead button:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
thead [aria-sort="ascending"] button::after { content: " ▲"; }
thead [aria-sort="descending"] button::after { content: " ▼"; }
input { font: inherit; padding: .2rem .4rem; color: inherit; background: var(--soft); border: 1px solid var(--ink); border-radius: 3px; }
@media print { .filter { display: none; } }
`;
