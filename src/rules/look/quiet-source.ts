// What Rust code does to the system that it runs on, as far as its text tells: writes a file, starts a process, asks the kernel.

/** Where a source does more than compute, read and talk to the network, or undefined. */
export interface Deed {
  readonly offset: number;
  readonly what: string;
}

/** A list of what is known to be harmless, not of what is known to harm: any other use of these modules is a deed. */
export function deedIn(source: string): Deed | undefined {
  const code = withoutTests(codeOf(source));
  const deeds = patterns.flatMap(({ pattern, what, allowed }): readonly Deed[] =>
    [...code.matchAll(pattern)]
      .filter((match) => allowed === undefined || !namesIn(match[1] ?? '').every((name) => allowed.includes(name)))
      .map((match) => ({ offset: match.index, what })),
  );
  return deeds.sort((a, b) => a.offset - b.offset)[0];
}

interface Pattern {
  readonly pattern: RegExp;
  readonly what: string;
  /** Names behind it that change nothing. */
  readonly allowed?: readonly string[];
}

const reading = ['read', 'read_to_string', 'read_dir', 'metadata', 'symlink_metadata', 'canonicalize', 'try_exists'];
const names = '(\\w+|\\{[^{}]*\\}|\\*)';

const patterns: readonly Pattern[] = [
  {
    pattern: new RegExp(`\\bfs\\s*::\\s*${names}`, 'g'),
    what: 'writes files',
    allowed: [...reading, 'File', 'Metadata', 'ReadDir', 'DirEntry', 'self'],
  },
  { pattern: /\bfs\s*::\s*\{(?=[^{}]*\{)()/g, what: 'writes files', allowed: [] },
  { pattern: /\bFile\s*::\s*(\w+)/g, what: 'writes files', allowed: ['open'] },
  { pattern: /\b(?:OpenOptions|DirBuilder|tempfile|tempdir|temp_dir|NamedTempFile|TempDir)\b/g, what: 'writes files' },
  {
    pattern: new RegExp(`\\bprocess\\s*::\\s*${names}`, 'g'),
    what: 'starts a process',
    allowed: ['exit', 'ExitCode', 'Termination', 'abort', 'id', 'self'],
  },
  { pattern: /\bCommand\s*::\s*new\s*\(\s*"?/g, what: 'may start a process' },
  { pattern: /\bUnix(?:Listener|Datagram|Stream)\b/g, what: 'uses a Unix socket' },
  { pattern: /\b(?:libc|nix|rustix|caps)\s*::/g, what: 'calls the kernel' },
  { pattern: /\bextern\s*""|\b(?:asm|global_asm|syscall)(?:\s*!)?\s*\(/g, what: 'calls code that is not Rust' },
  { pattern: /\b(?:chroot|setuid|setgid|chown|lchown|fchown|mount)\s*\(/g, what: 'needs a capability' },
];

/** `{self, read as r}` names `self` and `read`. */
function namesIn(text: string): readonly string[] {
  return text
    .replace(/[{}]/g, '')
    .split(',')
    .flatMap((one) => /^\s*(\w+|\*)/.exec(one)?.[1] ?? []);
}

/** Without comments and the text of literals, everything at its place. */
function codeOf(source: string): string {
  const starts = /\/\/|\/\*|\br#*"|"|'/g;
  let code = '';
  let from = 0;
  for (let match = starts.exec(source); match !== null; match = starts.exec(source)) {
    const end = endOfHidden(source, match.index, match[0]);
    const text = source.slice(match.index, end);
    const isText = match[0] === '"' && text.length > 1;
    code += source.slice(from, match.index) + (isText ? `"${' '.repeat(text.length - 2)}"` : blank(text));
    from = end;
    starts.lastIndex = end;
  }
  return code + source.slice(from);
}

/** Behind the comment or literal that starts here; what is not closed goes to the end. */
function endOfHidden(source: string, start: number, opening: string): number {
  const behind = start + opening.length;
  const close = (text: string): number => {
    const at = source.indexOf(text, behind);
    return at < 0 ? source.length : at + text.length;
  };
  if (opening === '//') {
    const at = source.indexOf('\n', behind);
    return at < 0 ? source.length : at;
  }
  if (opening === '/*') return close('*/');
  if (opening.startsWith('r')) return close(`"${opening.slice(1, -1)}`);
  if (opening === "'") {
    const character = /'(?:[^'\\\n]|\\[^\n]{1,9})'/y;
    character.lastIndex = start;
    // Else it is a lifetime.
    return character.test(source) ? character.lastIndex : behind;
  }
  let at = behind;
  while (at < source.length && source[at] !== '"') at += source[at] === '\\' ? 2 : 1;
  return Math.min(at + 1, source.length);
}

function blank(text: string): string {
  return text.replace(/[^\n]/g, ' ');
}

/** Modules that are only there for tests are in no image. */
function withoutTests(code: string): string {
  const start = /#\[cfg\(test\)\]\s*(?:pub(?:\([^)]*\))?\s+)?mod\s+\w+\s*\{/g;
  let rest = code;
  for (const match of code.matchAll(start)) {
    const from = match.index + match[0].length;
    const to = closing(code, from);
    rest = rest.slice(0, from) + blank(rest.slice(from, to)) + rest.slice(to);
  }
  return rest;
}

/** Behind the brace that closes what is open at `from`. */
function closing(code: string, from: number): number {
  let depth = 1;
  let at = from;
  for (; at < code.length && depth > 0; at += 1) depth += code[at] === '{' ? 1 : code[at] === '}' ? -1 : 0;
  return at;
}
