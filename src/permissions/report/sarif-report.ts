// Missing and excess permissions as SARIF 2.1.0, for code scanning.

import {
  fingerprints,
  levels,
  sarifLog,
  type SarifLevel,
  type SarifResult,
  type SarifRule,
} from '../../formats/sarif.ts';
import type { PackageFacts } from '../../package-root.ts';
import type { Check } from '../check.ts';
import { nameOf } from '../words.ts';
import { scopeOf } from './text-report.ts';
import type { Inference } from '../../inference/infer.ts';

const RULES: readonly SarifRule[] = [
  rule('rbac-missing', 'error', '5.0', {
    title: 'The code needs a permission that no role grants',
    help: 'Add the verb to the role of the ServiceAccount, or remove the call.',
  }),
  rule('rbac-excess', 'warning', '7.0', {
    title: 'A role grants a permission that the code does not use',
    help: 'Remove the verb from the rule: an attacker who takes over the program has it.',
  }),
  rule('rbac-unknown', 'note', '1.0', {
    title: 'The permission that this code needs or this manifest grants could not be resolved',
    help: 'Read the line, and add the permission by hand if it needs one.',
  }),
  rule('rbac-impossible-call', 'warning', '1.0', {
    title: 'The API server refuses this call, whatever is granted',
    help: 'Remove the call, or use a subresource that the kind has.',
  }),
];

function rule(
  id: string,
  level: SarifLevel,
  score: string,
  { title, help }: { readonly title: string; readonly help: string },
): SarifRule {
  const properties = { tags: ['security', 'rbac'], precision: 'high', 'security-severity': score } as const;
  return { id, title, why: title, help: { text: help, markdown: help }, level, properties };
}

/** @param prefix the path from the root of the git repository to the directory, with `/` at its end */
export function sarifReport(
  check: Check,
  { unknown, faults }: Pick<Inference, 'unknown' | 'faults'>,
  tool: PackageFacts,
  prefix = '',
): object {
  const all: readonly Omit<SarifResult, 'fingerprint'>[] = [
    ...check.missing.map(({ path, line, note, ...each }) => ({
      rule: 'rbac-missing',
      level: 'error' as const,
      message: `This needs \`${each.verb}\` on ${nameOf(each)} ${scopeOf(each)}, which no role of ${each.binary} grants.${note === null ? '' : ` ${note}`}`,
      path,
      line,
    })),
    ...check.enforced.map(({ path, line, condition, ...each }) => ({
      rule: 'rbac-missing',
      level: 'note' as const,
      message: `This needs \`${each.verb}\` on ${nameOf(each)} ${scopeOf(each)}, which no role of ${each.binary} grants. ${condition}`,
      path,
      line,
    })),
    ...check.excess.map(({ path, line, severity, why, ...each }) => ({
      rule: 'rbac-excess',
      level: levels[severity],
      message: `\`${each.verb}\` on ${nameOf(each)} ${scopeOf(each)} is not used by the code; it ${why}.`,
      path,
      line,
    })),
    ...[...check.unknown, ...unknown].map(({ path, line, why }) => ({
      rule: 'rbac-unknown',
      level: 'note' as const,
      message: why,
      path,
      line,
    })),
    ...faults.map(({ path, line, why }) => ({
      rule: 'rbac-impossible-call',
      level: 'warning' as const,
      message: why,
      path,
      line,
    })),
  ];
  const prints = fingerprints(all.map((each) => `${each.rule} ${each.path} ${each.message}`));
  const results = all.map((each, index) => ({ ...each, fingerprint: prints[index] ?? '' }));
  return sarifLog(RULES, results, tool, prefix);
}
