// Random edits by users, cargo and bots: each added or changed line has a unique mark.
import fc from 'fast-check';
import path from 'node:path';
import type { Files } from '../../src/repo/files.ts';

export interface Edit {
  readonly what: keyof typeof deeds;
  /** The file and the line, each modulo the number of them. */
  readonly file: number;
  readonly line: number;
}

/** At least nineteen edits, mostly in different files. */
export const manyEdits: fc.Arbitrary<readonly Edit[]> = fc.array(
  fc.record({
    what: fc.constantFrom<Edit['what']>(
      ...(['insert', 'insert', 'insert', 'change', 'change', 'append', 'remove'] as const),
      ...(['bump', 'crate', 'cidr', 'delete', 'deleteFolder', 'rename', 'renameFolder'] as const),
    ),
    file: fc.nat(10_000),
    line: fc.nat(10_000),
  }),
  { minLength: 19, maxLength: 40 },
);

/** The repository after the edits. */
export function edited(files: Files, edits: readonly Edit[]): Files {
  const result = new Map(files);
  for (const [index, edit] of edits.entries()) deeds[edit.what](result, edit, `mark-${index}-`);
  return result;
}

/** Every mark in some texts. */
export function marksIn(texts: Iterable<string>): ReadonlySet<string> {
  return new Set([...texts].flatMap((text) => text.match(/mark-\d+-/g) ?? []));
}

type Deed = (files: Map<string, string>, edit: Edit, mark: string) => void;

const deeds = {
  insert: atLine((lines, at, mark) => lines.splice(at, 0, `a line of the user's, ${mark}`)),
  change: atLine((lines, at, mark) => lines.splice(at, 1, `${lines[at] ?? ''} ${mark}`)),
  append: atLine((lines, _, mark) => lines.push(`a last line, ${mark}`)),
  remove: atLine((lines, at) => lines.splice(at, 1)),
  bump: (files) => {
    for (const [file, text] of files) files.set(file, bumped(file, text));
  },
  crate: (files, _, mark) => {
    const manifest = files.get('Cargo.toml');
    if (manifest !== undefined)
      files.set('Cargo.toml', manifest.replace('[dependencies]\n', `[dependencies]\nown = "1" # ${mark}\n`));
  },
  cidr: (files, _, mark) => {
    for (const [file, text] of files)
      if (text.includes('cidr:')) files.set(file, text.replace(/cidr: .*/, `cidr: 10.0.0.1/32 # ${mark}`));
  },
  delete: (files, { file }) => {
    files.delete(chosen(files, file));
  },
  deleteFolder: (files, { file }) => {
    const folder = path.posix.dirname(chosen(files, file));
    if (!isDeep(folder)) return;
    for (const one of [...files.keys()]) if (one.startsWith(`${folder}/`)) files.delete(one);
  },
  rename: (files, { file }, mark) => {
    const old = chosen(files, file);
    move(files, old, path.posix.join(path.posix.dirname(old), `${mark}${path.posix.basename(old)}`));
  },
  renameFolder: (files, { file }, mark) => {
    const folder = path.posix.dirname(chosen(files, file));
    if (!isDeep(folder)) return;
    for (const one of [...files.keys()])
      if (one.startsWith(`${folder}/`)) move(files, one, `${folder}-${mark}${one.slice(folder.length)}`);
  },
} satisfies Readonly<Record<string, Deed>>;

function atLine(change: (lines: string[], at: number, mark: string) => unknown): Deed {
  return (files, { file, line }, mark) => {
    const name = chosen(files, file);
    const lines = (files.get(name) ?? '').split('\n');
    change(lines, line % lines.length, mark);
    files.set(name, lines.join('\n'));
  };
}

function chosen(files: Files, file: number): string {
  return [...files.keys()][file % files.size] ?? '';
}

/** Whether a folder is not the whole repository, so that it may be deleted. */
function isDeep(folder: string): boolean {
  return folder !== '.' && folder.includes('/');
}

function move(files: Map<string, string>, from: string, to: string): void {
  const text = files.get(from);
  if (text === undefined) return;
  files.delete(from);
  files.set(to, text);
}

/** Each pin after an update by a bot, far above the one in any template. */
export function bumped(file: string, text: string, version = '999.1'): string {
  if (/^\.github\/.*\.ya?ml$/.test(file))
    return text.replaceAll(/(uses: [\w./-]+)@[0-9a-f]{40} # v[\d.]+/g, `$1@${'b'.repeat(40)} # v${version}`);
  if (/(?:^|\/)Dockerfile$/.test(file))
    return text.replaceAll(/^(FROM \S+:)(\d[\d.]*)(\S*)/gm, `$1${version}$3@sha256:${'d'.repeat(64)}`);
  if (/(?:^|\/)Cargo\.toml$/.test(file))
    return text.replaceAll(/^((?!version)[\w-]+ = (?:\{ version = )?")\d[\d.]*"/gm, `$1${version}"`);
  return text;
}
