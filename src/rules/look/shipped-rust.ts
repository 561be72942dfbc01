// The Rust files of the programs, for rules about their code.
import { isShipped } from '../../inventory/shipped.ts';
import { once } from '../../once.ts';
import type { Repository } from '../../repo/repository.ts';
import { shippedCode } from '../../formats/rust/shipped-code.ts';

export interface RustFile {
  readonly path: string;
  readonly text: string;
  /** The text without comments, literals and tests, each character at its place. */
  readonly code: string;
}

/** Only files that contain a word of the rule; other files are not read. */
export function rustFilesWith(word: RegExp, repository: Repository): readonly RustFile[] {
  return [...repository.files].flatMap(([path, text]) =>
    path.endsWith('.rs') &&
    isShipped(path) &&
    !/(?:^|[/_])tests?\.rs$|(?:^|\/)(?:build|test_\w+)\.rs$/.test(path) &&
    word.test(text)
      ? [{ path, text, code: codeOf(repository, path, text) }]
      : [],
  );
}

/** Computed once for each file and the rules that read it. */
function codeOf(repository: Repository, path: string, text: string): string {
  const known = codes(repository);
  const code = known.get(path) ?? shippedCode(text);
  known.set(path, code);
  return code;
}

const codes = once((_: Repository): Map<string, string> => new Map());
