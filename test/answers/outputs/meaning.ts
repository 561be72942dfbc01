// The meaning of values in a repository: the texts that follow from the answers, next to those of other answers.
import type { Answers } from '../../../src/answers/index.ts';
import { testsFor } from '../../../src/scaffold/chart/tests.ts';
import { projectFrom } from '../../../src/scaffold/project.ts';
import { awsPartition } from '../../../src/scaffold/providers/aws.ts';

/** Replaces the texts of one repository by those of another. */
export type Meaning = (text: string) => string;

/** @returns what puts every text of `ours`, and of the names that follow from it, into the place of the one of `theirs` */
export function meaningOf(ours: Answers, theirs: Answers): Meaning {
  const pairs = new Map<string, string>();
  collect(pairs, namesOf(theirs), namesOf(ours));
  collect(pairs, theirs, ours);
  const longestFirst = [...pairs.keys()].sort((a, b) => b.length - a.length);
  const any = new RegExp(longestFirst.map((text) => text.replaceAll(/[^\w ]/g, '\\$&')).join('|') || '$^', 'g');
  return (text) => text.replaceAll(any, (found) => pairs.get(found) ?? found);
}

/** The names that follow from answers, of which sentences and rules are made. */
function namesOf(answers: Answers): object {
  const { roles: _roles, grants: _grants, blastRadius: _blastRadius, ...names } = projectFrom(answers);
  return {
    ...names,
    crateInRust: names.crate.replaceAll('-', '_'),
    testName: testsFor(answers.name, '', []).testName,
    // Each partition of AWS has its own prefix.
    arn: `arn:${awsPartition(answers)}:`,
  };
}

function collect(pairs: Map<string, string>, from: unknown, to: unknown): void {
  if (typeof from === 'string' && typeof to === 'string' && from !== to && from !== '') pairs.set(from, to);
  if (typeof from !== 'object' || from === null || typeof to !== 'object' || to === null) return;
  const others: ReadonlyMap<string, unknown> = new Map(Object.entries(to));
  for (const [key, value] of Object.entries(from)) collect(pairs, value, others.get(key));
}
