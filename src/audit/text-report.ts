// An audit for people: by rule, worst first, each place with its line.
import { lineText } from '../formats/edit.ts';
import { rules } from '../rules/index.ts';
import type { Rule } from '../rules/rule.ts';
import type { Repository } from '../repo/repository.ts';
import type { Audit, Finding } from './audit.ts';
import { score } from './score.ts';

/** How a word is coloured; without colours it stays as it is. */
export type Paint = (style: 'bold' | 'dim' | 'red' | 'yellow' | 'green', text: string) => string;

export function textReport(audit: Audit, repository: Repository, paint: Paint): string {
  const broken = audit.findings.filter(({ state }) => state === 'broken');
  const unknown = audit.findings.filter(({ state }) => state === 'unknown');
  return [
    ...byRule(broken).map(([rule, findings]) => ruleSection(rule, findings, repository, paint)),
    ...section('Could not be judged', unknown.map(({ path, line, message }) => `${path}:${line}  ${message}`), paint),
    ...section('What an attacker who takes the Pod gets', audit.blastRadius.map(({ consequence, because }) => `${consequence}\n    ${paint('dim', because)}`), paint),
    ...section('Ignored, with a reason', audit.suppressed.map(({ finding, reason }) => `${finding.path}:${finding.line}  ${finding.rule}: ${reason}`), paint),
    ...section('Not looked at', audit.setAside.map(({ path, why }) => `${path}  ${why}`), paint),
    summary(audit, broken.length, unknown.length, paint),
  ].join('\n');
}

function byRule(findings: readonly Finding[]): readonly (readonly [Rule, readonly Finding[]])[] {
  const ids = [...new Set(findings.map(({ rule }) => rule))];
  return ids.flatMap((id) => {
    const rule = rules.find((one) => one.id === id);
    return rule === undefined ? [] : [[rule, findings.filter((finding) => finding.rule === id)] as const];
  });
}

const most = 5;

function ruleSection(rule: Rule, findings: readonly Finding[], repository: Repository, paint: Paint): string {
  const worst = findings[0]?.severity ?? rule.severity;
  const style = worst === 'critical' || worst === 'high' ? 'red' : 'yellow';
  const places = findings.slice(0, most).map(({ path, line, message }) => {
    const source = lineText(repository.files.get(path) ?? '', line).trim();
    return `  ${path}:${line}  ${message.replace(`${path}: `, '')}${source === '' ? '' : `\n    ${paint('dim', `${line} | ${source.slice(0, 110)}`)}`}`;
  });
  const rest = findings.length > most ? [`  and ${findings.length - most} more; --json lists all`] : [];
  const fixable = findings.some(({ fix }) => fix !== 'manual') ? ' (harden can do it)' : '';
  return [`${paint(style, worst)}  ${paint('bold', rule.title)}  ${paint('dim', rule.id)}`, `  ${rule.why}`, ...places, ...rest, `  ${paint('green', 'Do:')} ${rule.advice}${fixable}`, ''].join('\n');
}

function section(title: string, lines: readonly string[], paint: Paint): readonly string[] {
  return lines.length === 0 ? [] : [[paint('bold', title), ...lines.map((line) => `  ${line}`), ''].join('\n')];
}

function summary(audit: Audit, broken: number, unknown: number, paint: Paint): string {
  const counts = `${broken} ${broken === 1 ? 'finding' : 'findings'}${unknown === 0 ? '' : `, ${unknown} not judged`}, ${audit.kept.length} rules kept`;
  return `${paint('bold', `Score ${score(audit)} of 100`)}: ${counts}.\n`;
}
