// The Rust files of the programs, for rules about their code.
import { isShipped } from '../../inventory/shipped.ts';
import type { Repository } from '../../repo/repository.ts';
import { shippedCode } from '../../formats/rust/shipped-code.ts';

export interface RustFile {
  readonly path: string;
  readonly text: string;
  /** The text without comments, literals and tests, each character at its place. */
  readonly code: string;
}

/** Only files that contain a word of the rule; other files are not read. */
export function rustFilesWith(word: RegExp, { files }: Repository): readonly RustFile[] {
  return [...files].flatMap(([path, text]) =>
    path.endsWith('.rs') &&
    isShipped(path) &&
    !/(?:^|[/_])tests?\.rs$|(?:^|\/)(?:build|test_\w+)\.rs$/.test(path) &&
    word.test(text)
      ? [{ path, text, code: shippedCode(text) }]
      : [],
  );
}
