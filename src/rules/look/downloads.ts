// Whether a script runs a download that nobody verified.
import { evaluatedDownload } from './evaluated-downloads.ts';
import { evaluated, fetched, fetchedAtStart, fetchedInside, runAtStart, runsFile } from './download-words.ts';
import { KeptDownloads } from './kept-downloads.ts';

const runsAddress = /\b(?:deno|bun)\s+(?:run|install|eval|x)\b/;

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
  // deno run https://…
  (line) => firstOf(line.split(/[;&|]/), (command) => afterFirst(command, runsAddress, /\shttps?:\/\//)),
  // iex (irm …), iex ((New-Object …).DownloadString(…))
  (line) => afterFirst(line, /\b(?:iex|Invoke-Expression)\b/i, /\b(?:irm|iwr|Invoke-\w+|DownloadString)\b/i),
];

/**
 * The part of a script that runs an unverified download, or undefined; for scripts that run in sequence, with the
 * downloads of earlier ones.
 */
export function runDownload(script: string, kept = new KeptDownloads()): string | undefined {
  // A pipe at the end of a line continues on the next line.
  const lines = script.replaceAll(/\\\r?\n\s*|(?<=\|[ \t]?)\r?\n[ \t]*/g, ' ').split('\n');
  const later = kept.follow(lines.join('\n'));
  return firstOf(atOnce, (find) => firstOf(lines, find)) ?? evaluatedDownload(lines) ?? later;
}

function firstOf<T>(all: readonly T[], find: (one: T) => string | undefined): string | undefined {
  for (const one of all) {
    const found = find(one);
    if (found !== undefined) return found.trim();
  }
  return undefined;
}

/** Quoted text that is only printed ends no command and pipes nothing: no shell gets it. */
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

/** The words before a text that a shell gets. */
const isCode = /(?:^|\s)(?:-[a-z]*c|eval)\s*$/;

/** The offset after the closing quote, or after the quote itself if none follows. */
function endOfQuoted(line: string, start: number, ends: readonly number[]): number {
  const end = line[start] === '"' ? ends[start + 1] : line[start] === "'" ? line.indexOf("'", start + 1) + 1 : 0;
  return end === undefined || end === 0 ? start + 1 : end;
}

/** For each place where a double quote would end a text: the end of the text that continues there; 0 if none does. */
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

/** The text from the first `start` on, if something follows it. */
function afterFirst(text: string, start: RegExp, following: RegExp): string | undefined {
  const at = start.exec(text)?.index;
  return at !== undefined && following.test(text.slice(at)) ? text.slice(at) : undefined;
}
