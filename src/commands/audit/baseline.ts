// `--baseline` and `--write-baseline`: the present findings of a repository, in a file of their own.
import path from 'node:path';
import { baselineDocument, debtsIn, paidOf } from '../../audit/baseline.ts';
import type { Audit } from '../../audit/audit.ts';
import { acceptedDebts, type Debts } from '../../audit/since.ts';
import type { Invocation } from '../../cli/command.ts';
import { UserError } from '../../errors.ts';
import { shellWord } from '../../formats/shell-word.ts';
import { printableJson } from '../../printable.ts';
import { readText } from '../../repo/read-file.ts';
import { writeOver } from '../write-over.ts';

/** Enough for thousands of findings. */
const mostBytes = 16 * 1_048_576;

/** Every finding of every profile, so that no other profile reports them as new. */
export function writeBaseline({ findings }: Audit, file: string, { cwd, err }: Pick<Invocation, 'cwd' | 'err'>): void {
  writeOver(path.resolve(cwd, file), `${printableJson(baselineDocument(findings))}\n`, 'write-baseline', mostBytes);
  err.lines([
    `Wrote ${file}: ${findings.length} findings. \`audit --baseline ${shellWord(file)}\` reports new findings.`,
  ]);
}

/**
 * The findings of a baseline, without those that an organisation lets nobody ignore without a reason: a baseline has
 * none.
 *
 * @throws UserError with status 2 if it cannot be read, or is not a baseline
 */
export function debtsOfBaseline(
  { findings, policy }: Audit,
  file: string,
  { cwd, err }: Pick<Invocation, 'cwd' | 'err'>,
): Debts {
  const read = readText(path.resolve(cwd, file), { most: mostBytes });
  if (read.why !== undefined) throw new UserError(`--baseline ${file}: it ${read.why}.`, { status: 2 });
  const debts = debtsIn(read.content, file);
  const paid = paidOf(debts, findings);
  if (paid > 0)
    err.lines([
      `${paid} of the findings of ${file} are gone. Write it again with --write-baseline, so that they cannot come back unnoticed.`,
    ]);
  return acceptedDebts(debts, { findings, policy });
}
