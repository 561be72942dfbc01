// An audit as SARIF 2.1.0, for code scanning.
import { rules } from '../rules/index.ts';
import type { Severity } from '../rules/rule.ts';
import type { Audit, Finding } from './audit.ts';

const levels: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = { critical: 'error', high: 'error', medium: 'warning', low: 'note' };
const scores: Readonly<Record<Severity, string>> = { critical: '9.5', high: '8.0', medium: '5.5', low: '2.0' };

export function sarifReport({ findings, suppressed }: Audit, version: string): object {
  const all = [...findings.map((finding) => ({ finding, reason: undefined })), ...suppressed];
  const used = rules.filter(({ id }) => all.some(({ finding }) => finding.rule === id));
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'create-kube-secure-controller',
            version,
            informationUri: 'https://www.npmjs.com/package/create-kube-secure-controller',
            rules: used.map((rule) => ({
              id: rule.id,
              shortDescription: { text: rule.title },
              fullDescription: { text: rule.why },
              help: { text: rule.advice },
              helpUri: rule.reference,
              defaultConfiguration: { level: levels[rule.severity] },
              properties: { tags: ['security', rule.group], precision: rule.confidence === 'high' ? 'high' : 'medium', 'security-severity': scores[rule.severity] },
            })),
          },
        },
        results: all.map(({ finding, reason }) => resultFrom(finding, used.findIndex(({ id }) => id === finding.rule), reason)),
      },
    ],
  };
}

function resultFrom(finding: Finding, ruleIndex: number, reason: string | undefined): object {
  return {
    ruleId: finding.rule,
    ruleIndex,
    level: finding.state === 'unknown' ? 'note' : levels[finding.severity],
    message: { text: finding.message },
    locations: [{ physicalLocation: { artifactLocation: { uri: encodeURI(finding.path), uriBaseId: '%SRCROOT%' }, region: { startLine: finding.line } } }],
    ...(reason === undefined ? {} : { suppressions: [{ kind: 'inSource', justification: reason }] }),
  };
}
