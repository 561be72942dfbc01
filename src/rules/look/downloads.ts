// Whether a script runs what it just downloaded, unseen.
import { checksDownload } from './verified.ts';

const fetches = String.raw`(?:curl|wget|fetch|aria2c|https?ie|irm|iwr|Invoke-WebRequest|Invoke-RestMethod)\b`;
const shells = String.raw`(?:ba|z|da|k|a)?sh|(?:python|pypy)[\d.]*|perl|ruby|node|deno|php|pwsh|iex|Invoke-Expression`;
const runs = String.raw`(?:\S*\/)?(?:${shells})`;
/** A word that stands before the program. */
const leads = /^(?:sudo|env|exec|time|nice|command|nohup|xargs|\w+=.*|-.+)$/;
const before = String.raw`(?:(?:sudo|env|exec|time|nice|command|nohup|xargs|\w+=[^\s(\x60]*|-[^\s(\x60]+)\s+)*`;

const fetched = new RegExp(String.raw`\b${fetches}`, 'i');
const runAtStart = new RegExp(String.raw`^\s*${before}(?:${runs})(?=[\s;&|)"']|$)`, 'i');
const fetchedAtStart = new RegExp(String.raw`^\s*${before}${fetches}`, 'i');
const evaluated = new RegExp(String.raw`\b(?:${shells}|eval|source)\b`, 'i');
const fetchedInside = new RegExp(String.raw`(?:\$\(|\x60)\s*${before}${fetches}`, 'i');
const runsFile = new RegExp(String.raw`^(?:${runs}|source|\.)$`, 'i');

/**
 * Ways in which a download becomes a command at once. Each gives the part of one line that does. A line is cut where a
 * command ends and each piece is looked at once, so that time grows with the text alone.
 */
const atOnce: readonly ((line: string) => string | undefined)[] = [
  // curl … | sudo bash -s, also behind tee, cat or a decoder
  (line) => firstOf(withoutTexts(line).split(/[;&]/), pipedToShell),
  // bash <(curl …), source <(curl …)
  substituted,
  // sh -c "$(curl …)", eval "$(curl …)", eval `curl …`, sh <<< "$(curl …)"
  (line) => firstOf(line.split(/[;&|]/), inCommand),
  // iex (irm …), iex ((New-Object …).DownloadString(…))
  (line) => afterFirst(line, /\b(?:iex|Invoke-Expression)\b/i, /\b(?:irm|iwr|Invoke-\w+|DownloadString)\b/i),
];

/** The part of a script that runs a download unseen, or undefined. */
export function runDownload(script: string): string | undefined {
  // A pipe goes on where its line ends with it.
  const lines = script.replaceAll(/\\\r?\n\s*|(?<=\|[ \t]?)\r?\n[ \t]*/g, ' ').split('\n');
  return firstOf(atOnce, (find) => firstOf(lines, find)) ?? runLater(lines.join('\n'));
}

function firstOf<T>(all: readonly T[], find: (one: T) => string | undefined): string | undefined {
  for (const one of all) {
    const found = find(one);
    if (found !== undefined) return found.trim();
  }
  return undefined;
}

/** What is quoted and only said ends no command and pipes nothing: no shell gets it. */
function withoutTexts(line: string): string {
  const kept: string[] = [];
  const ends = endsOfTexts(line);
  const ssh = /\bssh\b/.exec(line)?.index ?? line.length;
  for (let at = 0; at < line.length; ) {
    const end = endOfQuoted(line, at, ends);
    const text = line.slice(at, end);
    const isSaid = text.length > 1 && ssh > at && !isCode.test(line.slice(Math.max(0, at - 40), at));
    kept.push(isSaid && !/\$\(|`/.test(text) ? text.replaceAll(/[|;&]/g, ' ') : text);
    at = end;
  }
  return kept.join('');
}

/** What stands in front of a text that a shell gets. */
const isCode = /(?:^|\s)(?:-[a-z]*c|eval)\s*$/;

/** Behind the quote that ends it, or behind itself where none does. */
function endOfQuoted(line: string, start: number, ends: readonly number[]): number {
  const end = line[start] === '"' ? ends[start + 1] : line[start] === "'" ? line.indexOf("'", start + 1) + 1 : 0;
  return end === undefined || end === 0 ? start + 1 : end;
}

/** At each place where the text between two double quotes would end that goes on there; 0 where it does not. */
function endsOfTexts(line: string): readonly number[] {
  const ends = new Array<number>(line.length + 2).fill(0);
  if (!line.includes('"')) return ends;
  for (let at = line.length - 1; at >= 0; at -= 1)
    ends[at] = line[at] === '"' ? at + 1 : (ends[at + (line[at] === '\\' ? 2 : 1)] ?? 0);
  return ends;
}

function pipedToShell(commands: string): string | undefined {
  const start = fetched.exec(commands)?.index;
  if (start === undefined) return undefined;
  const [, ...behind] = commands.slice(start).split('|');
  return behind.some((part) => runAtStart.test(part)) ? commands.slice(start) : undefined;
}

function substituted(line: string): string | undefined {
  const [first = '', ...inside] = line.split('<(');
  let words = first;
  for (const part of inside) {
    const program = words
      .trimEnd()
      .split(/[\s;&|]+/)
      .findLast((word) => !word.startsWith('-'));
    if (program !== undefined && runsFile.test(program) && /\s$/.test(words) && fetchedAtStart.test(part))
      return `${program} <(${part.split(')')[0] ?? ''})`;
    words = part;
  }
  return undefined;
}

function inCommand(command: string): string | undefined {
  return afterFirst(command, evaluated, fetchedInside);
}

/** The text from the first `start` on, where something follows it. */
function afterFirst(text: string, start: RegExp, following: RegExp): string | undefined {
  const at = start.exec(text)?.index;
  return at !== undefined && following.test(text.slice(at)) ? text.slice(at) : undefined;
}

/** A file that is downloaded, and run or made executable further on without a checksum or a signature in between. */
function runLater(text: string): string | undefined {
  const saved = new Map<string, string>();
  for (const command of text.split(/\n|&&|\|\||;/).map((one) => one.trim())) {
    if (checksDownload(command)) saved.clear();
    const run = ranBy(command).find((name) => saved.has(name));
    if (run !== undefined) return saved.get(run);
    const file = savedBy(command);
    if (file !== undefined) saved.set(file, command);
  }
  return undefined;
}

/** The name of the file that a command writes, without its folder. */
function savedBy(command: string): string | undefined {
  if (!new RegExp(String.raw`(?:^|\s|\()${fetches}`, 'i').test(command)) return undefined;
  const [, named] =
    /\s(?:-[a-zA-Z]*o|-O|--output|--output-document|-OutFile|>)[\s=]*["']?([^\s"'|;-][^\s"'|;]*)/.exec(command) ?? [];
  const isAddress = named !== undefined && /^[a-z]+:\/\//i.test(named);
  const address = /\bhttps?:\/\/[^\s"'|;)]+/i.exec(command)?.[0];
  const byAddress = isAddress || /\s(-[a-zA-Z]*O|--remote-name)(\s|$)/.test(command) || /(^|\s)wget\b/.test(command);
  const name = named !== undefined && !isAddress ? named : byAddress ? address?.split(/[?#]/, 1)[0] : undefined;
  return name?.split('/').at(-1) || undefined;
}

/** The names of what a command runs: by a program that takes scripts, by its path, or because it may be run from then on. */
function ranBy(command: string): readonly string[] {
  const words = command.split(/\s+/).map((word) => word.replaceAll(/["')]/g, ''));
  const start = words.findIndex((word) => !leads.test(word));
  const [first = '', ...rest] = start === -1 ? [] : words.slice(start);
  if (runsFile.test(first))
    return rest
      .filter((word) => !word.startsWith('-'))
      .slice(0, 1)
      .map(lastName);
  if (first === 'chmod') return /[x1357]/.test(rest[0] ?? '') ? rest.slice(1).map(lastName) : [];
  return first.includes('/') ? [lastName(first)] : [];
}

function lastName(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1);
}
