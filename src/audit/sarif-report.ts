// An audit as SARIF 2.1.0, for code scanning.
import { levels, sarifLog, type SarifResult, type SarifRule } from '../formats/sarif.ts';
import { addressOf } from '../package-root.ts';
import { rules } from '../rules/index.ts';
import type { Rule, Severity } from '../rules/rule.ts';
import type { Audit, Suppressed } from './audit.ts';
import type { Found } from './finding.ts';
import { explainOf, type Tool } from './json-report.ts';

const scores: Readonly<Record<Severity, string>> = { critical: '9.5', high: '8.0', medium: '5.5', low: '2.0' };

/** @param prefix the path from the root of the git repository to the judged directory, with `/` at its end */
export function sarifReport({ findings, suppressed, policy }: Audit, tool: Tool, prefix = ''): object {
  const results = [...findings.map((finding) => ({ finding })), ...suppressed].map(resultFrom);
  const all = [...rules, ...(policy?.rules ?? [])].map((rule) => ruleFrom(rule, tool.homepage));
  return sarifLog(all, results, tool, prefix);
}

function ruleFrom(rule: Rule, homepage: string): SarifRule {
  return {
    id: rule.id,
    title: rule.title,
    why: rule.why,
    help: helpOf(rule),
    helpUri: pageOf(rule.id, homepage),
    level: levels[rule.severity],
    properties: {
      tags: ['security', rule.group],
      precision: rule.confidence === 'high' ? 'high' : 'medium',
      'security-severity': scores[rule.severity],
    },
  };
}

function helpOf({ id, why, advice, decision, reference }: Rule): SarifRule['help'] {
  const before = decision === undefined ? [] : [`Before you agree to a fix: ${decision}`];
  const lines = [why, `Do: ${advice}`, ...before, `More: ${explainOf(id)}`];
  return {
    text: [...lines, reference].join('\n'),
    markdown: [...lines, `[Where the practice comes from](${reference})`].join('\n\n'),
  };
}

/** The address of the rule on the page of all rules. */
export function pageOf(rule: string, homepage: string): string {
  return `${addressOf('docs/rules.md', homepage)}#${rule}`;
}

function resultFrom({ finding, reason, by }: { readonly finding: Found } & Partial<Suppressed>): SarifResult {
  const { rule, severity, state, message, path, line, fingerprint } = finding;
  const level = state === 'unknown' ? 'note' : levels[severity];
  const kind = by === 'comment' ? 'inSource' : 'external';
  return {
    ...{ rule, level, message, path, line, fingerprint },
    ...(reason === undefined ? {} : { suppression: { kind, justification: reason } }),
  };
}
