// The lines of a .gitignore, matched as git does (gitignore(5)), in time that grows only with pattern × path.
import { table } from '../table.ts';
// The library `ignore` builds regular expressions: with five times `a*/**/`, one path of 60 folders took it six
// seconds.

export interface IgnoreRule {
  readonly negated: boolean;
  readonly foldersOnly: boolean;
  readonly segments: readonly Segment[];
}

/** Any number of folders, or the pattern of one name. */
type Segment = '**' | readonly Token[];
type Token = '*' | ((byte: string) => boolean);

/** The rules of a file, in its order: the last match decides. */
export function ignoreRules(text: string): readonly IgnoreRule[] {
  return text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .flatMap((line) => ruleOf(line.replace(/\r$/, '')));
}

/**
 * The verdict of the rules on a path below their folder; undefined if none matches.
 *
 * @param path its names; those above the last were not ignored
 */
export function isIgnoredBy(
  rules: readonly IgnoreRule[],
  path: readonly string[],
  isFolder: boolean,
): boolean | undefined {
  const names = path.map(bytesOf);
  const rule = rules.findLast(
    ({ foldersOnly, segments }) =>
      (isFolder || !foldersOnly) && fits(segments, names, '**', (segment, name) => fitsName(segment, name)),
  );
  return rule && !rule.negated;
}

function ruleOf(line: string): readonly IgnoreRule[] {
  const trimmed = withoutTrailingSpaces(line);
  if (trimmed === '' || trimmed.startsWith('#')) return [];
  const negated = trimmed.startsWith('!');
  const whole = negated ? trimmed.slice(1) : trimmed;
  const foldersOnly = whole.endsWith('/');
  const pattern = foldersOnly ? whole.slice(0, -1) : whole;
  const parts = pattern.replace(/^\//, '').split('/');
  if (parts.every((part) => part === '')) return [];
  if (!pattern.includes('/')) return [{ negated, foldersOnly, segments: ['**', tokensOf(pattern)] }];
  const segments = parts.map((part): Segment => (/^\*{2,}$/.test(part) ? '**' : tokensOf(part)));
  // At the end it stands for everything inside, not for the folder itself.
  return [{ negated, foldersOnly, segments: segments.at(-1) === '**' ? [...segments, ['*']] : segments }];
}

/** Git keeps a space after a backslash. */
function withoutTrailingSpaces(line: string): string {
  let end = line.length;
  while (line[end - 1] === ' ' && line[end - 2] !== '\\') end -= 1;
  return line.slice(0, end);
}

/** The pattern of one name. An invalid one matches nothing, as in git. */
function tokensOf(name: string): readonly Token[] {
  const pattern = bytesOf(name);
  const tokens: Token[] = [];
  for (let at = 0; at < pattern.length; ) {
    const byte = pattern[at] ?? '';
    at += 1;
    if (byte === '*') {
      if (tokens.at(-1) !== '*') tokens.push('*');
    } else if (byte === '?') tokens.push(() => true);
    else if (byte === '[') {
      const set = setAt(pattern, at);
      tokens.push(set?.accepts ?? (() => false));
      at = set?.end ?? pattern.length;
    } else if (byte === '\\') {
      const escaped = pattern[at];
      tokens.push((one) => one === escaped);
      at += 1;
    } else tokens.push((one) => one === byte);
  }
  return tokens;
}

interface ByteSet {
  readonly accepts: (byte: string) => boolean;
  readonly end: number;
}

/** `[a-z]`, `[!a]`, `[[:digit:]]`, from after the bracket. */
function setAt(pattern: string, start: number): ByteSet | undefined {
  const negated = pattern[start] === '!' || pattern[start] === '^';
  const first = negated ? start + 1 : start;
  const members: ((byte: string) => boolean)[] = [];
  for (let at = first; at < pattern.length; ) {
    if (pattern[at] === ']' && at > first)
      return { accepts: (byte) => members.some((one) => one(byte)) !== negated, end: at + 1 };
    const named = /^\[:([a-z]*):\]/.exec(pattern.slice(at, at + 12));
    if (named !== null) {
      const accepted = classes[named[1] ?? ''];
      if (accepted === undefined) return undefined;
      members.push((byte) => accepted.test(byte));
      at += named[0].length;
      continue;
    }
    const low = characterAt(pattern, at);
    const isRange = pattern[low.end] === '-' && pattern[low.end + 1] !== ']' && low.end + 1 < pattern.length;
    const high = isRange ? characterAt(pattern, low.end + 1) : low;
    members.push((byte) => byte >= low.byte && byte <= high.byte);
    at = high.end;
  }
  return undefined;
}

function characterAt(pattern: string, at: number): { readonly byte: string; readonly end: number } {
  return pattern[at] === '\\' ? { byte: pattern[at + 1] ?? '', end: at + 2 } : { byte: pattern[at] ?? '', end: at + 1 };
}

const classes = table<RegExp>({
  alnum: /[A-Za-z0-9]/,
  alpha: /[A-Za-z]/,
  blank: /[ \t]/,
  cntrl: /[\0-\x1f\x7f]/,
  digit: /[0-9]/,
  graph: /[!-~]/,
  lower: /[a-z]/,
  print: /[ -~]/,
  punct: /[!-/:-@[-`{-~]/,
  space: /[ \t-\r]/,
  upper: /[A-Z]/,
  xdigit: /[0-9A-Fa-f]/,
});

function fitsName(segment: Segment, name: string): boolean {
  return segment === '**' || fits(segment, name, '*', (token, byte) => token === '*' || token(byte));
}

/** Matches with stars; it only goes back to the last star, which is enough: at most pattern × items steps. */
function fits<P, I>(
  pattern: readonly P[],
  items: ArrayLike<I>,
  star: P,
  accepts: (part: P, item: I) => boolean,
): boolean {
  let [at, lastStar, resume] = [0, -1, 0];
  for (let index = 0; index < items.length; ) {
    const [part, item] = [pattern[at], items[index]];
    if (part === star) {
      lastStar = at;
      resume = index;
      at += 1;
    } else if (part !== undefined && item !== undefined && accepts(part, item)) {
      at += 1;
      index += 1;
    } else if (lastStar >= 0) {
      resume += 1;
      at = lastStar + 1;
      index = resume;
    } else return false;
  }
  return pattern.slice(at).every((part) => part === star);
}

/** Git compares bytes: `?` is half of an umlaut. */
function bytesOf(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}
