// The effects of Rust code on its system, as far as the text shows: it writes a file, starts a process, or asks the
// kernel.
import { shippedCode } from '../../formats/rust/shipped-code.ts';

/** The first place where a source does more than compute, read and use the network, or undefined. */
export interface Deed {
  readonly offset: number;
  readonly what: string;
}

/** An allow-list: any other use of these modules counts as an effect. */
export function deedIn(source: string): Deed | undefined {
  const code = shippedCode(source);
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
  /** Names in it that change nothing. */
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
