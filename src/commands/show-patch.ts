// A patch on standard output, for people and for `git apply`.
import type { Outputs } from '../cli/streams.ts';
import { isPrintable } from '../printable.ts';

/** Shows a readable patch, and says so if it is not what `git apply` needs. */
export function showPatch(patch: string, { out, err }: Outputs): void {
  const lines = patchLines(patch);
  out.lines(lines);
  const changed = lines.filter((line) => !isPrintable(line.replace(/\r$/, ''))).length;
  if (changed > 0)
    err.lines([
      `${changed} ${changed === 1 ? 'line' : 'lines'} of the patch ${changed === 1 ? 'holds' : 'hold'} characters that are not seen, and ${changed === 1 ? 'shows' : 'show'} them as escapes: \`git apply\` refuses such a patch. A run without --dry-run writes what is meant.`,
    ]);
}

/** The lines of a patch, without an empty one at the end. */
export function patchLines(patch: string): readonly string[] {
  return patch === '' ? [] : patch.replace(/\n$/, '').split('\n');
}
