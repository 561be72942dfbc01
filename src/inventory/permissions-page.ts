// The tables of docs/security.md: the permissions of a controller, the reasons, and the line of its code that needs
// each.
import { once } from '../once.ts';

/** One row: some verbs on one resource, with the place in the code. */
export interface PageRow {
  readonly account: string;
  /** In the words of the page: "the whole cluster", "namespace `a`". */
  readonly where: string;
  /** The line of the page. */
  readonly at: number;
  readonly group: string;
  readonly resource: string;
  readonly names: readonly string[];
  readonly verbs: readonly string[];
  readonly why: string;
  /** The place in the code. */
  readonly path: string;
  readonly line: number;
}

/** The page that the generator writes. */
export const pagePath = 'docs/security.md';

/** The rows of all tables; none if the page has another form. */
export function pageRows(markdown: string): readonly PageRow[] {
  const rows: PageRow[] = [];
  let section: Pick<PageRow, 'account' | 'where'> | undefined;
  for (const [index, text] of markdown.split('\n').entries()) {
    const head = /^ServiceAccount `([^`]+)`, in (.+):$/.exec(text);
    if (head !== null) section = { account: head[1] ?? '', where: head[2] ?? '' };
    else if (text.startsWith('#')) section = undefined;
    const row = section === undefined ? undefined : rowFrom(text);
    if (section !== undefined && row !== undefined) rows.push({ ...section, at: index + 1, ...row });
  }
  return rows;
}

function rowFrom(text: string): Omit<PageRow, 'account' | 'where' | 'at'> | undefined {
  const [, what = '', verbs = '', why = '', code = '', rest] = text.split(/(?<!\\)\|/).map((cell) => cell.trim());
  const place = /^\[`([^`:]+):(\d+)`\]\(/.exec(code);
  if (place === null || rest !== '') return undefined;
  const [kind = '', named = ''] = what.split(' named ');
  const [resource = '', group = ''] = wordsIn(kind).reverse();
  return {
    group,
    resource,
    names: wordsIn(named),
    verbs: verbs.split(',').map((verb) => verb.trim()),
    why,
    path: place[1] ?? '',
    line: Number(place[2]),
  };
}

function wordsIn(cell: string): string[] {
  return cell.split('`').filter((_, index) => index % 2 === 1);
}

/** A row of the page, unchanged. */
export function pageRow({
  group,
  resource,
  names,
  verbs,
  why,
  path,
  line,
}: Omit<PageRow, 'account' | 'where' | 'at'>): string {
  const kind = `${group === '' ? '' : `\`${group}\` `}\`${resource}\``;
  const named = names.length === 0 ? '' : ` named ${names.map((name) => `\`${name}\``).join(', ')}`;
  return `| ${kind}${named} | ${verbs.join(', ')} | ${why} | [\`${path}:${line}\`](../${path}#L${line}) |`;
}

/** A line of code that needs a permission, or a line on the way from `main` to it. */
export interface Stop {
  readonly path: string;
  readonly line: number;
}

/**
 * Whether the line of a row leads to one of the stops: it is one, or is above one in the same function. If several
 * kinds own the same kind, the inference follows one of them; the line of another has the same text.
 */
export function leadsTo(
  { path, line }: Pick<PageRow, 'path' | 'line'>,
  stops: readonly Stop[],
  files: ReadonlyMap<string, string>,
): boolean {
  const text = sourceOf(path, files).lines[line - 1];
  const name = nameOf(path);
  return stops.some((stop) => {
    if (!stop.path.endsWith(name) || nameOf(stop.path) !== name) return false;
    const there = sourceOf(stop.path, files);
    const at = stop.path === path ? line : text === undefined ? 0 : (there.firstOf.get(text) ?? -1) + 1;
    return at > 0 && at <= stop.line && there.functionsUpTo(at) === there.functionsUpTo(stop.line);
  });
}

interface Source {
  readonly lines: readonly string[];
  /** The text of a line → the first line with that text. */
  readonly firstOf: ReadonlyMap<string, number>;
  /** The number of functions that begin in the first so many lines. */
  readonly functionsUpTo: (count: number) => number | undefined;
}

/** A page may have as many rows as the file that they name has lines. */
function sourceOf(path: string, files: ReadonlyMap<string, string>): Source {
  const known = sourcesOf(files);
  const source = known.get(path) ?? sourceFrom(files.get(path)?.split('\n') ?? []);
  known.set(path, source);
  return source;
}

const sourcesOf = once((_files: ReadonlyMap<string, string>) => new Map<string, Source>());

function sourceFrom(lines: readonly string[]): Source {
  const functions = [0];
  for (const line of lines) functions.push((functions.at(-1) ?? 0) + (isFunction(line) ? 1 : 0));
  return {
    lines,
    firstOf: new Map(lines.map((line, at) => [line, at] as const).toReversed()),
    functionsUpTo: (count) => functions[Math.min(count, lines.length)],
  };
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function isFunction(line: string): boolean {
  return /^\s*(?:[\w():"]+ )*fn \w/.test(line);
}
