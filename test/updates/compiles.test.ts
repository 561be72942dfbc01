// Three rows of the matrix with cargo itself: the tests of the repository pass after the update, with the edits of a
// user.
import { execa } from 'execa';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Given } from '../../src/answers/resolve.ts';
import { mergeMoved } from '../../src/merge/moves.ts';
import { movedFiles } from '../../src/releases/migrate.ts';
import type { Files } from '../../src/repo/files.ts';
import { cargoEnvironment } from '../cargo.ts';
import { cache, generate, materialise } from '../generate.ts';
import { bumped, marksIn } from './edits.ts';
import { rendererOf } from './older.ts';
import { afterwards, content } from './sides.ts';

/** The commit, the answers, and those that change with the update. */
const rows: readonly (readonly [commit: string, given: Given, change: Given])[] = [
  ['2f8b15f', { name: 'update-plain' }, { owns: ['ConfigMap', 'Secret'] }],
  ['3c4465b', { name: 'update-wide', scope: 'cluster', owns: ['Secret', 'Job'] }, { finalizer: true }],
  ['d0a5cfc', { name: 'update-kinds', metrics: false }, { moreKinds: ['Backup=Job'] }],
];

/** A test of the user, which cargo must run. */
const own = '// mark-1000-\n#[test]\nfn mine_is_kept() {}\n';

describe.each(rows)('from %s with %o and then %o', (commit, given, change) => {
  test('cargo test --locked passes, with the code of the user', { timeout: 1_800_000 }, async () => {
    const base = content((await rendererOf(commit))(given));
    const theirs = content(generate({ ...given, ...change }));
    const ours = withEdits(base, theirs);
    expect([...ours].filter(([file, text]) => base.get(file) !== text).length).toBeGreaterThanOrEqual(19);
    const update = await mergeMoved({ ours, theirs, base: { files: base, unproven: new Set() } }, movedFiles());
    expect(update.conflicts.map(({ path: file }) => file)).toEqual([]);
    const files = afterwards(ours, update);
    expect(marksIn(files.values())).toEqual(marksIn(ours.values()));
    const folder = path.join(cache, 'rust', String(given['name']));
    materialise(folder, files);
    const { all, exitCode } = await execa('cargo', ['test', '--locked'], {
      cwd: folder,
      env: cargoEnvironment,
      reject: false,
      all: true,
    });
    expect(exitCode === 0 ? 'passed' : all).toBe('passed');
    expect(all).toContain('mine_is_kept ... ok');
  });
});

/** A comment of the user in every file that allows one, pins that a bot updated, and a test in a separate file. */
function withEdits(files: Files, theirs: Files): Files {
  const moved = movedFiles();
  const edited = [...files].map(([file, text], index): readonly [string, string] => {
    const pinned = file.endsWith('Cargo.toml') ? text : bumped(file, text);
    // If the owned kinds change, this file changes everywhere.
    const remark =
      file === 'src/owned.rs' ? undefined : remarks.find(([pattern]) => pattern.test(file))?.[1](`mark-${index}-`);
    const at = placeIn(pinned, theirs.get(file) ?? theirs.get(moved.get(file) ?? file) ?? '');
    if (remark === undefined || at === undefined) return [file, pinned];
    const lines = pinned.split('\n');
    lines.splice(at, 0, remark);
    return [file, lines.join('\n')];
  });
  return new Map([...edited, ['tests/mine.rs', own]]);
}

/**
 * The line before which an edit does not touch the update: between items, where two lines on both sides stay the same.
 */
function placeIn(text: string, theirs: string): number | undefined {
  const lines = text.split('\n');
  const isAlone = (block: string) => [text, theirs].every((side) => side.split(block).length === 2);
  const at = lines.findIndex(
    (line, index) =>
      index > 1 &&
      lines[index - 1] === '' &&
      /^[\w#/<[-]/.test(line) &&
      isAlone(`\n${lines.slice(index - 2, index + 2).join('\n')}\n`),
  );
  return at === -1 ? undefined : at;
}

const remarks: readonly (readonly [RegExp, (mark: string) => string])[] = [
  [/\.rs$/, (mark) => `// ${mark}`],
  [/\.ya?ml$|\.toml$|Dockerfile$/, (mark) => `# ${mark}`],
  [/\.md$/, (mark) => `<!-- ${mark} -->`],
];
