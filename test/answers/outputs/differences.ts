// Places where a repository differs from the meaning of its answers, compared with a repository of plain answers.
import type { Answers } from '../../../src/answers/index.ts';
import type { Files } from '../../../src/scaffold/scaffold.ts';
import { writtenPath } from '../../../src/scaffold/written.ts';
import { cut } from './cut.ts';
import { leavesOf } from './leaves.ts';
import { meaningOf } from './meaning.ts';

interface Repository {
  readonly files: Files;
  readonly answers: Answers;
}

export interface Difference {
  readonly path: string;
  readonly read: readonly string[];
  readonly meant: readonly string[];
}

/** @param whole whether files are read whole, and not only where they differ */
export function differencesIn(
  ours: Repository,
  plain: Repository,
  { whole }: { readonly whole: boolean },
): readonly Difference[] {
  const meaning = meaningOf(ours.answers, plain.answers);
  const paths = new Map([...plain.files.keys()].map((path) => [meaning(path), path]));
  const differences = [comparison('', [...ours.files.keys()], [...paths.keys()])];
  for (const [path, name] of paths) {
    const [text, other] = [ours.files.get(path) ?? '', plain.files.get(name) ?? ''];
    // It contains no value, but the id of every text.
    if (text === other || path === writtenPath) continue;
    const [mine, theirs] = whole ? [text, other] : cut(path, text, other);
    differences.push(comparison(path, leavesOf(path, mine), leavesOf(path, theirs).map(meaning)));
  }
  return differences.filter(({ read, meant }) => read.length + meant.length > 0);
}

function comparison(path: string, read: readonly string[], meant: readonly string[]): Difference {
  return { path, read: without(read, meant), meant: without(meant, read) };
}

/** The texts of one list that the other lacks, or has less often. */
function without(texts: readonly string[], others: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const text of others) counts.set(text, (counts.get(text) ?? 0) + 1);
  return texts.filter((text) => {
    const left = counts.get(text) ?? 0;
    counts.set(text, left - 1);
    return left <= 0;
  });
}
