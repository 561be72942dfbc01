// A baseline: a file with the present findings of a repository, for repositories without usable history.
import { UserError } from '../errors.ts';
import { shellWord } from '../formats/shell-word.ts';
import { fieldOf } from '../formats/yaml/values.ts';
import { groupBy } from '../group-by.ts';
import { keyOf, type Found } from './finding.ts';
import type { Debts } from './since.ts';

/** Every finding by its identity, never by its line, and how often it occurs; sorted, so that a change is readable. */
export function baselineDocument(findings: readonly Found[]): object {
  const groups = [...groupBy(findings, ({ key }) => key).values()];
  const rows = groups.flatMap((same) =>
    same.slice(0, 1).map(({ rule, path, subject, what }) => ({ rule, path, subject, what, count: same.length })),
  );
  const order = (row: (typeof rows)[number]): string => JSON.stringify([row.path, row.rule, row.subject, row.what]);
  return { schemaVersion: 1, findings: rows.sort((a, b) => (order(a) < order(b) ? -1 : 1)) };
}

/**
 * The known findings in a baseline.
 *
 * @param file its name, for the message
 * @throws UserError with status 2 if it is not a baseline
 */
export function debtsIn(text: string, file: string): Debts {
  const document = parsed(text, file);
  const rows = fieldOf(document, 'findings');
  if (fieldOf(document, 'schemaVersion') !== 1 || !Array.isArray(rows))
    throw wrong(file, 'it has no schemaVersion 1 with findings');
  return new Map(
    rows.map((row: unknown, index) => {
      const [rule, path, subject, what] = ['rule', 'path', 'subject', 'what'].map((key) => fieldOf(row, key));
      const count = fieldOf(row, 'count');
      if (
        typeof rule !== 'string' ||
        typeof path !== 'string' ||
        typeof subject !== 'string' ||
        typeof what !== 'string' ||
        typeof count !== 'number'
      )
        throw wrong(file, `findings[${index}] needs rule, path, subject, what and count`);
      return [keyOf({ rule, path, subject, what }), count] as const;
    }),
  );
}

/** The number of known findings that are gone: write the baseline again, so that they cannot return unnoticed. */
export function paidOf(debts: Debts, findings: readonly Found[]): number {
  const left = groupBy(findings, ({ key }) => key);
  return [...debts].reduce((sum, [key, count]) => sum + Math.max(0, count - (left.get(key)?.length ?? 0)), 0);
}

function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw wrong(file, 'it is not JSON');
  }
}

function wrong(file: string, why: string): UserError {
  return new UserError(`--baseline ${file}: ${why}. \`audit --write-baseline ${shellWord(file)}\` writes one.`, {
    status: 2,
  });
}
