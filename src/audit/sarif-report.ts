// An audit as SARIF 2.1.0, for code scanning.
import { printable } from '../printable.ts';
import { mostResults, sarifLocation } from '../formats/sarif.ts';
import { rules } from '../rules/index.ts';
import type { Severity } from '../rules/rule.ts';
import type { Audit, Suppressed } from './audit.ts';
import type { Found } from './finding.ts';

const levels: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
};
const scores: Readonly<Record<Severity, string>> = { critical: '9.5', high: '8.0', medium: '5.5', low: '2.0' };

export function sarifReport({ findings, suppressed }: Audit, version: string): object {
  // The worst come first, so that what is cut off is the least.
  const all: readonly Result[] = [...findings.map((finding) => ({ finding })), ...suppressed].slice(0, mostResults);
  const used = rules.filter(({ id }) => all.some(({ finding }) => finding.rule === id));
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
            rules: used.map((rule) => ({
              id: rule.id,
              shortDescription: { text: rule.title },
              fullDescription: { text: rule.why },
              help: {
                text: `${rule.advice}\n${rule.reference}`,
                markdown: `${rule.advice}\n\n[Where the practice comes from](${rule.reference})`,
              },
              helpUri: rule.reference,
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
          ),
        ),
      },
    ],
  };
}

type Result = { readonly finding: Found } & Partial<Suppressed>;

function resultFrom({ finding, reason, by }: Result, ruleIndex: number): object {
  return {
    ruleId: finding.rule,
    ruleIndex,
    level: finding.state === 'unknown' ? 'note' : levels[finding.severity],
    message: { text: printable(finding.message) },
    locations: [sarifLocation(finding.path, finding.line)],
    partialFingerprints: { primaryLocationLineHash: finding.fingerprint },
    ...(reason === undefined
      ? {}
      : { suppressions: [{ kind: by === 'comment' ? 'inSource' : 'external', justification: printable(reason) }] }),
  };
}
