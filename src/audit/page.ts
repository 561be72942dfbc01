// One audit as a self-contained page: the gains of an attacker with their paths, and every finding with its lines.
import { breakable, html, htmlPage, type Markup } from '../formats/html.ts';
import type { About } from './json-report.ts';
import type { Consequence } from './blast-radius.ts';
import { notJudged, type Cause } from './cause.ts';
import { matrixSection, matrixStyle, type Matrix } from './page-matrix.ts';
import type { Selection } from './select.ts';
import type { Way } from './way.ts';

/**
 * @param tool the program, with its version
 * @param matrix the needed, granted and observed permissions, if there are any to compare
 */
export function auditPage(
  selection: Selection,
  { name, version }: { readonly name: string; readonly version: string },
  { repository }: Pick<About, 'repository'>,
  matrix?: Matrix,
): readonly string[] {
  const { standing, causes, suppressed, setAside, hidden, profile, blastRadius } = selection;
  const called = repository.origin ?? repository.directory;
  const broken = causes.filter(({ state }) => state === 'broken');
  const unknown = notJudged(selection.findings);
  return htmlPage({
    title: `Audit of ${called}`,
    style: `${style}${matrixStyle}`,
    body: html`<h1>Audit of ${called}</h1>
<p>Grade <b class="${gradeStyle(standing.grade)}">${standing.grade}</b>, score ${standing.score}:
${broken.length} findings in the profile ${profile}, ${hidden.profile + hidden.severity + hidden.known} more are not shown.</p>
<nav aria-label="Parts">
<a href="#gets">What an attacker gets</a>
<a href="#permissions">Needed, granted, observed</a>
<a href="#findings">Findings</a>
<a href="#rest">Not judged, ignored, set aside</a>
</nav>
<h2 id="gets">What an attacker in the Pod gets</h2>
${blastRadius.length === 0 ? html`<p>Nothing of what is looked for.</p>` : blastRadius.map(consequence)}
<h2 id="permissions">Permissions: needed, granted, observed</h2>
${matrixSection(matrix)}
<h2 id="findings">Findings</h2>
${broken.length === 0 ? html`<p>None.</p>` : broken.map(finding)}
<h2 id="rest">Not judged, ignored, set aside</h2>
${section(
  'Not judged',
  unknown.map(({ path, line, message }) => html`<code>${breakable(`${path}:${line}`)}</code> ${message}`),
)}
${section(
  'Ignored, with the reason',
  suppressed.map(
    ({ finding: { path, line, rule }, reason }) =>
      html`<code>${breakable(`${path}:${line}`)}</code> ${rule}: ${reason}`,
  ),
)}
${section(
  'Set aside',
  setAside.map(({ path, why }) => html`<code>${breakable(path)}</code> ${why}`),
)}
<p class="made">Made by ${name} ${version}. This page makes no request.</p>`,
  });
}

function consequence({ consequence: what, because, ways }: Consequence): Markup {
  const all = ways.length === 0 ? html`<p>${because}</p>` : html`${ways.map(way)}`;
  return html`<section class="gets"><h3>${what}</h3>
${all}
</section>`;
}

/** The line of Rust, the permission, the role, the account; the consequence is the heading. */
function way({ subject, path, line, verbs, resources, accounts, code }: Way): Markup {
  const steps = [
    step('code', code.length === 0 ? html`no call was found` : places(code)),
    ...(resources.length === 0
      ? []
      : [step('permission', html`${verbs.join(', ')} <b>${breakable(resources.join(', '))}</b>`)]),
    step(
      resources.length === 0 ? 'workload' : 'role',
      html`${subject}<br><code>${breakable(`${path}:${line}`)}</code>`,
    ),
    ...(accounts.length === 0 ? [] : [step('account', html`${accounts.join(', ')}`)]),
  ];
  return html`<ol class="way">${resources.length === 0 ? steps.slice(1) : steps}</ol>`;
}

function step(label: string, content: Markup): Markup {
  return html`<li><span class="label">${label}</span> ${content}</li>`;
}

function places(list: Way['code']): Markup {
  const shown = list.slice(0, 3).map(({ path, line }) => html`<code>${breakable(`${path}:${line}`)}</code>`);
  return html`${shown}${list.length > 3 ? html` and ${list.length - 3} more` : ''}`;
}

function finding({ rule, severity, places: all }: Cause): Markup {
  const named = html`<b class="${severityStyle(severity)}">${severity}</b> <code>${rule.id}</code> ${rule.title}`;
  return html`<details class="finding"><summary>${named}</summary>
<p>${rule.why}</p>
<p>${rule.advice}</p>
<ul>${all.map(({ path, line, message }) => html`<li><code>${breakable(`${path}:${line}`)}</code> ${message}</li>`)}</ul>
</details>`;
}

function section(title: string, lines: readonly Markup[]): Markup {
  return html`<h3>${title}</h3>
${lines.length === 0 ? html`<p>None.</p>` : html`<ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>`}`;
}

function gradeStyle(grade: string): string {
  return grade === 'A' ? 'good' : grade === 'F' || grade === 'D' ? 'bad' : 'warn';
}

function severityStyle(severity: string): string {
  return severity === 'critical' || severity === 'high' ? 'bad' : severity === 'medium' ? 'warn' : '';
}

const style = `
main { max-width: 1100px; }
nav a { margin-right: 1rem; }
h3 { font-size: 1rem; margin: 1rem 0 .3rem; }
.gets { border-left: 4px solid var(--bad); padding: .1rem 0 .1rem .8rem; margin: .8rem 0; break-inside: avoid; }
.way { list-style: none; display: flex; flex-wrap: wrap; gap: .4rem 1.6rem; padding: 0; margin: .4rem 0; }
.way li { position: relative; flex: 1 1 9rem; min-width: 0; padding: .35rem .5rem; overflow-wrap: anywhere; }
.way li { background: var(--soft); border: 1px solid var(--line); border-radius: 4px; }
.way li:not(:last-child)::after { content: "→"; position: absolute; right: -1.3rem; top: 30%; }
.label { display: block; font-size: .8rem; }
.way code { display: block; }
.finding { border-bottom: 1px solid var(--line); padding: .35rem 0; }
summary { cursor: pointer; }
summary:focus-visible, a:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
.made { margin-top: 2rem; font-size: .9rem; }
li { overflow-wrap: anywhere; }
.whole { white-space: nowrap; }
@media (max-width: 600px) {
  .way { flex-direction: column; gap: 1.2rem; }
  .way li { flex: none; }
  .way + .way { border-top: 1px solid var(--line); margin-top: 1rem; padding-top: 1rem; }
  .way li:not(:last-child)::after { content: "↓"; right: auto; left: 50%; top: auto; bottom: -1.25rem; }
}
@media print { nav { display: none; } details.finding::details-content { display: block; content-visibility: visible; } }
`;
