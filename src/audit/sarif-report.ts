// An audit as SARIF 2.1.0, for code scanning.
import { addressOf } from '../package-root.ts';
import { printable } from '../printable.ts';
import { mostResults, sarifLocation } from '../formats/sarif.ts';
import { rules } from '../rules/index.ts';
import type { Rule, Severity } from '../rules/rule.ts';
import type { Audit, Suppressed } from './audit.ts';
import type { Found } from './finding.ts';
import { explainOf, type Tool } from './json-report.ts';

const levels: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
};
const scores: Readonly<Record<Severity, string>> = { critical: '9.5', high: '8.0', medium: '5.5', low: '2.0' };

/** @param prefix the way from the top of the git repository to what was judged, with `/` at its end: code scanning counts from there */
export function sarifReport({ findings, suppressed, policy }: Audit, { version, homepage }: Tool, prefix = ''): object {
  // The worst come first, so that what is cut off is the least.
  const all: readonly Result[] = [...findings.map((finding) => ({ finding })), ...suppressed].slice(0, mostResults);
  const used = [...rules, ...(policy?.rules ?? [])].filter(({ id }) => all.some(({ finding }) => finding.rule === id));
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'create-kube-secure-controller',
            semanticVersion: version,
            informationUri: homepage,
            rules: used.map((rule) => ({
              id: rule.id,
              shortDescription: { text: rule.title },
              fullDescription: { text: rule.why },
              help: helpOf(rule),
              helpUri: pageOf(rule.id, homepage),
              defaultConfiguration: { level: levels[rule.severity] },
              properties: {
                tags: ['security', rule.group],
                precision: rule.confidence === 'high' ? 'high' : 'medium',
                'security-severity': scores[rule.severity],
              },
            })),
          },
        },
        results: all.map((one) =>
          resultFrom(
            one,
            used.findIndex(({ id }) => id === one.finding.rule),
            prefix,
          ),
        ),
      },
    ],
  };
}

function helpOf({ id, why, advice, decision, reference }: Rule): object {
  const before = decision === undefined ? [] : [`Before you agree to a fix: ${decision}`];
  const lines = [why, `Do: ${advice}`, ...before, `More: ${explainOf(id)}`];
  return {
    text: [...lines, reference].join('\n'),
    markdown: [...lines, `[Where the practice comes from](${reference})`].join('\n\n'),
  };
}

/** Where the rule stands on the page of all rules. */
export function pageOf(rule: string, homepage: string): string {
  return `${addressOf('docs/rules.md', homepage)}#${rule}`;
}

type Result = { readonly finding: Found } & Partial<Suppressed>;

function resultFrom({ finding, reason, by }: Result, ruleIndex: number, prefix: string): object {
  return {
    ruleId: finding.rule,
    ruleIndex,
    level: finding.state === 'unknown' ? 'note' : levels[finding.severity],
    message: { text: printable(finding.message) },
    locations: [sarifLocation(`${prefix}${finding.path}`, finding.line)],
    partialFingerprints: { primaryLocationLineHash: finding.fingerprint },
    ...(reason === undefined
      ? {}
      : { suppressions: [{ kind: by === 'comment' ? 'inSource' : 'external', justification: printable(reason) }] }),
  };
}
