// The files of a repository that an inference can read.
import type { Files } from '../repo/files.ts';

/** The start of a macro call that includes a file. */
const inclusion = /\binclude(?:_str)?\s*!\s*[([{]/g;
/** The longest argument that is read. */
const longest = 400;
/** A module or a target in a file that may have any name: `#[path = "…"]`, `path = "src/main.in"`. */
const placed = /\bpath\s*=\s*"([^"\n]*[^"\n/])"/g;
const isSource = /\.rs$|(?:^|\/)Cargo\.(?:toml|lock)$/;

/**
 * The Rust, the files of Cargo, and what these name; pictures, pages and the rest would only take memory in the thread
 * that infers.
 *
 * @returns `files` without those that no inference reads; never less than what one reads
 */
export function neededFiles(files: Files): Files {
  const needed = new Map<string, string>();
  const names = new Set<string>();
  for (const [path, text] of files) {
    if (!isSource.test(path)) continue;
    needed.set(path, text);
    if (path.endsWith('Cargo.lock')) continue;
    for (const [, place = ''] of text.includes('path') ? text.matchAll(placed) : []) names.add(nameIn(place));
    for (const { 0: start, index } of text.includes('include') ? text.matchAll(inclusion) : [])
      for (const literal of literalsAt(text, index + start.length)) names.add(nameIn(literal));
  }
  const ends = [...names].filter((name) => !name.endsWith('.rs'));
  for (const [path, text] of files)
    if (!needed.has(path) && ends.some((end) => path.endsWith(end))) needed.set(path, text);
  return needed;
}

/** The texts in the argument from `start` on: `"a.yaml"`, `concat!(env!("CARGO_MANIFEST_DIR"), "/a.yaml")`. */
function literalsAt(text: string, start: number): readonly string[] {
  let depth = 1;
  let end = start;
  for (; depth > 0 && end < Math.min(text.length, start + longest); end += 1) {
    if ('([{'.includes(text.charAt(end))) depth += 1;
    if (')]}'.includes(text.charAt(end))) depth -= 1;
  }
  const parts = text.slice(start, end).split('"');
  const literals = parts.filter((_, at) => at % 2 === 1);
  // A macro of the program fills the argument in, or it was not read to its end.
  const isOpen = depth > 0 || parts.length % 2 === 0 || literals.length === 0;
  return isOpen || parts.some((part) => part.includes('$')) ? EVERY : literals;
}

/** The end of every path. */
const EVERY = [''];

function nameIn(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
