// The Rust files that end up in a program, for rules about what their code says.
import { isShipped } from '../../inventory/shipped.ts';
import type { Repository } from '../../repo/repository.ts';
import { shippedCode } from '../../formats/rust/shipped-code.ts';

export interface RustFile {
  readonly path: string;
  readonly text: string;
  /** Without comments, the text of literals and tests, everything at its place. */
  readonly code: string;
}

/** Those with a word in them that a rule looks for: the others are not read. */
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
