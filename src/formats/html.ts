// A self-contained page of HTML: its style and its script are in it, it loads nothing, and every text in it stays text.
import { createHash } from 'node:crypto';
import { printable } from '../printable.ts';

/** HTML of this program, in which every text is escaped. */
export interface Markup {
  readonly markup: string;
}

type Part = string | number | Markup | readonly Markup[];

/** The only way to make HTML: every inserted text is escaped, unless it was made here too. */
export function html(literals: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return { markup: literals.map((literal, at) => `${literal}${markupOf(parts[at] ?? '')}`).join('') };
}

/** A path or the name of a resource: a long one is broken after a `/`. */
export function breakable(text: string): Markup {
  const parts = text.split(/(?<=\/)/);
  return { markup: parts.map((part) => html`${part}`.markup).join('<wbr>') };
}

/** A link to a page on the web; nothing loads until a person follows it. An address without https is only text. */
export function link(url: string, text: string): Markup {
  return /^https:\/\/[\w.-]+(?::\d+)?\/[\w./-]*(?:#[\w-]+)?$/.test(url)
    ? html`<a href="${url}" rel="noreferrer">${text}</a>`
    : html`${text}`;
}

/**
 * The whole document. Its policy allows only the one style and the one script in it.
 *
 * @param page.style rules in addition to those of every page
 * @returns its lines
 */
export function htmlPage(page: {
  readonly title: string;
  readonly body: Markup;
  readonly style?: string;
  readonly script?: string;
}): readonly string[] {
  const style = `${sharedStyle}${page.style ?? ''}`;
  const script = page.script ?? '';
  const policy = `default-src 'none'; style-src ${digest(style)}; script-src ${digest(script)}; base-uri 'none'; form-action 'none'`;
  const { markup } = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${page.title}</title>
<style>${{ markup: style }}</style>
</head>
<body>
<main>
${page.body}
</main>
<script>${{ markup: script }}</script>
</body>
</html>`;
  return markup.split('\n');
}

function markupOf(part: Part): string {
  if (typeof part === 'string')
    return part
      .split('\n')
      .map(printable)
      .join('\n')
      .replace(/[&<>"']/g, entity);
  if (typeof part === 'number') return String(part);
  return 'markup' in part ? part.markup : part.map(({ markup }) => markup).join('\n');
}

function entity(character: string): string {
  return `&#${character.charCodeAt(0)};`;
}

function digest(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

const sharedStyle = `
:root { color-scheme: light dark; --ink: #1c2430; --paper: #fff; --line: #d4d9e0; --soft: #f3f5f8; --bad: #a3181f; --warn: #7a4a00; --good: #17603a; --link: #0b57a4; }
@media (prefers-color-scheme: dark) { :root { --ink: #e3e7ec; --paper: #14181d; --line: #3a424d; --soft: #1e242b; --bad: #ff9a94; --warn: #f2c46d; --good: #86d9a5; --link: #8ec2ff; } }
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.45 system-ui, sans-serif; }
main { max-width: 1500px; margin: 0 auto; padding: 1.2rem; }
h1 { font-size: 1.45rem; margin: 0 0 .4rem; }
h2 { font-size: 1.1rem; margin: 1.8rem 0 .5rem; }
a { color: var(--link); }
code { font: 13px/1.4 ui-monospace, monospace; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .35rem .5rem; border-bottom: 1px solid var(--line); }
thead th { background: var(--soft); white-space: nowrap; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
.bad { color: var(--bad); font-weight: 600; }
.warn { color: var(--warn); font-weight: 600; }
.good { color: var(--good); font-weight: 600; }
ul { margin: 0; padding-left: 1.1rem; }
`;
