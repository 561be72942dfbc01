// Missing and excess permissions as SARIF 2.1.0, for code scanning.

import { printable } from '../../printable.ts';
import { fingerprints, mostResults, sarifLocation } from '../../formats/sarif.ts';
import type { Check } from '../check.ts';
import { nameOf } from '../compare.ts';
import { scopeOf } from './text-report.ts';
import type { Inference } from '../../inference/infer.ts';
import type { Severity } from '../../kubernetes/privileges.ts';

const LEVELS: Readonly<Record<Severity, string>> = { critical: 'error', high: 'error', medium: 'warning', low: 'note' };
const RULES = [
  {
    id: 'rbac-missing',
    text: 'The code needs a permission that no role grants',
    help: 'Add the verb to the role of the ServiceAccount, or remove the call.',
    level: 'error',
    score: '5.0',
  },
  {
    id: 'rbac-excess',
    text: 'A role grants a permission that the code does not use',
    help: 'Remove the verb from the rule: an attacker who takes over the program has it.',
    level: 'warning',
    score: '7.0',
  },
  {
    id: 'rbac-unknown',
    text: 'What this code or manifest needs or grants could not be resolved',
    help: 'Read the line, and add the permission by hand where it needs one.',
    level: 'note',
    score: '1.0',
  },
  {
    id: 'rbac-impossible-call',
    text: 'The API server refuses this call, whatever is granted',
    help: 'Remove the call, or call what the kind has.',
    level: 'warning',
    score: '1.0',
  },
] as const;

interface Result {
  readonly rule: number;
  readonly level: string;
  readonly message: string;
  readonly path: string;
  readonly line: number;
}

export function sarifReport(
  check: Check,
  { unknown, faults }: Pick<Inference, 'unknown' | 'faults'>,
  version: string,
): object {
  const all: readonly Result[] = [
    ...check.missing.map((each) => ({
      rule: 0,
      level: 'error',
      message: `This needs \`${each.verb}\` on ${nameOf(each)} ${scopeOf(each)}, which no role of ${each.binary} grants.${each.note === null ? '' : ` ${each.note}`}`,
      path: each.path,
      line: each.line,
    })),
    ...check.enforced.map((each) => ({
      rule: 0,
      level: 'note',
      message: `This needs \`${each.verb}\` on ${nameOf(each)} ${scopeOf(each)}, which no role of ${each.binary} grants. ${each.condition}`,
      path: each.path,
      line: each.line,
    })),
    ...check.excess.map((each) => ({
      rule: 1,
      level: LEVELS[each.severity],
      message: `\`${each.verb}\` on ${nameOf(each)} ${scopeOf(each)} is not used by the code; it ${each.why}.`,
      path: each.path,
      line: each.line,
    })),
    ...[...check.unknown, ...unknown].map((each) => ({
      rule: 2,
      level: 'note',
      message: each.why,
      path: each.path,
      line: each.line,
    })),
    ...faults.map(({ why, path, line }) => ({ rule: 3, level: 'warning', message: why, path, line })),
  ];
  const results = all.slice(0, mostResults);
  const prints = fingerprints(results.map(({ rule, path, message }) => `${rule} ${path} ${message}`));
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'create-kube-secure-controller',
            semanticVersion: version,
            informationUri: 'https://www.npmjs.com/package/create-kube-secure-controller',
            rules: RULES.map(({ id, text, help, level, score }) => ({
              id,
              shortDescription: { text },
              fullDescription: { text },
              help: { text: help, markdown: help },
              defaultConfiguration: { level },
              properties: { tags: ['security', 'rbac'], precision: 'high', 'security-severity': score },
            })),
          },
        },
        results: results.map((result, index) => toResult(result, prints[index] ?? '')),
      },
    ],
  };
}

function toResult({ rule, level, message, path, line }: Result, primaryLocationLineHash: string): object {
  return {
    ruleId: RULES[rule]?.id,
    ruleIndex: rule,
    level,
    message: { text: printable(message) },
    locations: [sarifLocation(path, line)],
    partialFingerprints: { primaryLocationLineHash },
  };
}
