// Changes the folders of a repository while a command runs: right before one of its calls of `node:fs`, a folder on the
// path becomes a link to an outside one with the same names, and with secret texts.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import path from 'node:path';
import { emptyFolder } from '../cli/run.ts';

const watched = [
  ...['openSync', 'readdirSync', 'readFileSync', 'lstatSync', 'statSync', 'existsSync', 'realpathSync', 'readlinkSync'],
  ...['writeFileSync', 'renameSync', 'linkSync', 'copyFileSync', 'chmodSync', 'chownSync'],
  ...['mkdirSync', 'mkdtempSync', 'rmSync', 'rmdirSync', 'unlinkSync'],
] as const;
const real = { ...fs };

/** The text of every file outside, which is a comment in Rust, YAML and TOML. */
export const secret = '# SECRET-OF-THE-USER\n';

export interface Swap {
  /** The number of the call before the swap; after the last call there is none. */
  readonly at: number;
  /** How many folders above the path of the call: 0 is the folder of the file. */
  readonly above: number;
}

export interface Swapped<T> {
  readonly result: T;
  readonly calls: number;
  /** The folder that became a link, and its target; undefined without a swap. */
  readonly outside: string | undefined;
}

/** Runs a function while the folders below `root` are watched, and one is swapped. */
export async function whileSwapped<T>(root: string, swap: Swap, run: () => Promise<T>): Promise<Swapped<T>> {
  let calls = 0;
  let outside: string | undefined;
  for (const name of watched) {
    const call = real[name] as (...words: unknown[]) => unknown;
    const replaced = (...words: unknown[]): unknown => {
      const place = words
        .slice(0, 2)
        .map(named)
        .find((word) => word.startsWith(`${root}/`));
      if (place !== undefined) {
        calls += 1;
        if (calls === swap.at) outside = swapped(root, place, swap.above);
      }
      return Reflect.apply(call, fs, words);
    };
    Object.assign(fs, { [name]: Object.assign(replaced, call) });
  }
  syncBuiltinESMExports();
  try {
    return { result: await run(), calls, outside };
  } finally {
    for (const name of watched) Object.assign(fs, { [name]: real[name] });
    syncBuiltinESMExports();
  }
}

/** The path of a file, even if a folder on it is named by its descriptor. */
function named(word: unknown): string {
  if (typeof word !== 'string') return '';
  const [held] = /^\/proc\/self\/fd\/\d+/.exec(word) ?? [];
  return held === undefined ? word : real.readlinkSync(held) + word.slice(held.length);
}

function swapped(root: string, place: string, above: number): string | undefined {
  const folders = path
    .relative(root, place)
    .split(path.sep)
    .slice(0, -1 - above);
  if (folders.length === 0) return undefined;
  const folder = path.join(root, ...folders);
  if (real.lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return undefined;
  const outside = path.join(emptyFolder(), 'outside');
  decoys(folder, outside);
  real.renameSync(folder, path.join(emptyFolder(), 'away'));
  real.symlinkSync(outside, folder);
  return outside;
}

/** The same names with other texts. */
function decoys(from: string, to: string): void {
  real.mkdirSync(to);
  for (const entry of real.readdirSync(from, { withFileTypes: true })) {
    const [source, goal] = [path.join(from, entry.name), path.join(to, entry.name)];
    if (entry.isDirectory()) decoys(source, goal);
    else real.writeFileSync(goal, secret, { mode: 0o600 });
  }
}

/** The files outside: texts and modes. */
export function contentsOf(folder: string): Readonly<Record<string, string>> {
  const entries = real.readdirSync(folder, { withFileTypes: true, recursive: true });
  return Object.fromEntries(
    entries.map((entry) => {
      const file = path.join(entry.parentPath, entry.name);
      const mode = real.lstatSync(file).mode.toString(8);
      return [path.relative(folder, file), `${mode} ${entry.isFile() ? real.readFileSync(file, 'utf8') : ''}`];
    }),
  );
}
