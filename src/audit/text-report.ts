// An audit for people: worst first, one group a rule, each place with its line, what to do, and what is at stake.
import { lineText } from '../formats/edit.ts';
import type { Paint } from '../formats/paint.ts';
import { groupBy } from '../group-by.ts';
import { rules } from '../rules/index.ts';
import type { Rule, Severity } from '../rules/rule.ts';
import type { Repository } from '../repo/repository.ts';
import type { Audit } from './audit.ts';
import type { Finding } from './finding.ts';
import { standingOf } from './standing.ts';
import { cut, wrap } from '../formats/wrap.ts';

export interface Page {
  readonly paint: Paint;
  /** How many characters fit on a line. */
  readonly width: number;
}

/** From how many findings on the low ones are listed in brief. */
const manyFindings = 40;

export function textReport(audit: Audit, repository: Repository, page: Page): readonly string[] {
  const broken = audit.findings.filter(({ state }) => state === 'broken');
  const groups = groupsOf(broken);
  const brief = broken.length > manyFindings ? groups.filter(({ worst }) => worst === 'low') : [];
  return [
    ...groups.filter((group) => !brief.includes(group)).flatMap((group) => inFull(group, repository, page)),
    ...section(
      `Low, in brief: ${count(brief.flatMap(({ findings }) => findings).length, 'finding')} of ${count(brief.length, 'rule')}; --rules NAME shows one in full`,
      brief.flatMap((group) => inBrief(group, page)),
      page,
    ),
    ...section(
      'Could not be judged',
      groupsOf(audit.findings.filter(({ state }) => state === 'unknown')).flatMap((group) => doubtful(group, page)),
      page,
    ),
    ...section(
      'Ignored, with a reason',
      audit.suppressed.flatMap(({ finding: { path, line, rule }, reason }) => [
        `${path}:${line}  ${rule}`,
        ...wrap(reason, page.width, 4),
      ]),
      page,
    ),
    ...section(
      'Ignores nothing any more',
      audit.idle.map(({ place, rule }) => `${place}  ${rule}`),
      page,
    ),
    ...section('Not looked at', notLookedAt(audit, page), page),
    ...section('What somebody gets who takes over the Pod', blastRadius(audit, page), page),
    ...summary(audit, page),
  ];
}

interface Group {
  readonly rule: Rule;
  readonly worst: Severity;
  readonly findings: readonly Finding[];
}

/** In the order of the findings: by their worst, then by name. */
function groupsOf(findings: readonly Finding[]): readonly Group[] {
  return [...groupBy(findings, ({ rule }) => rule)].flatMap(([id, list]): readonly Group[] => {
    const rule = rules.find((one) => one.id === id);
    const [first] = list;
    return rule === undefined || first === undefined ? [] : [{ rule, worst: first.severity, findings: list }];
  });
}

const shown: Readonly<Record<Severity, number>> = { critical: 5, high: 5, medium: 3, low: 3 };

function inFull({ rule, worst, findings }: Group, repository: Repository, { paint, width }: Page): readonly string[] {
  const style = worst === 'critical' || worst === 'high' ? 'red' : 'yellow';
  const places = findings.slice(0, shown[worst]).flatMap(({ path, line, message }) => {
    const source = lineText(repository.files.get(path) ?? '', line).trim();
    return [
      `  ${path}:${line}`,
      ...(source === '' ? [] : [paint('dim', cut(`    ${line} | ${source}`, width))]),
      ...wrap(message, width, 4),
    ];
  });
  const harden = findings.some(({ fix }) => fix !== 'manual') ? ' (harden can do it)' : '';
  return [
    `${paint(style, worst)}  ${paint('bold', rule.id)}`,
    ...wrap(`Wanted: ${rule.title}. ${rule.why}`, width, 2),
    ...places,
    ...wrap(others(findings.slice(shown[worst])), width, 2),
    ...wrap(`Do: ${rule.advice}${harden}`, width, 2).map((line) => line.replace('Do:', paint('green', 'Do:'))),
    '',
  ];
}

/** `and 28 more: 12 in a.yml, 16 in b.yml`. */
function others(findings: readonly Finding[]): string {
  if (findings.length === 0) return '';
  const files = [...groupBy(findings, ({ path }) => path)].map(([path, list]) => `${list.length} in ${path}`);
  return `and ${findings.length} more: ${files.slice(0, 4).join(', ')}${files.length > 4 ? ` and ${files.length - 4} other files` : ''}; --json lists all`;
}

function inBrief({ rule, findings }: Group, { paint, width }: Page): readonly string[] {
  const [first] = findings;
  const more = findings.length > 1 ? ` and ${findings.length - 1} more` : '';
  return [`${paint('bold', rule.id)}  ${first?.path ?? ''}:${first?.line}${more}`, ...wrap(rule.advice, width, 4)];
}

function doubtful({ rule, findings }: Group, { paint, width }: Page): readonly string[] {
  const first = findings
    .slice(0, 2)
    .flatMap(({ path, line, message }) => wrap(`${path}:${line}  ${message}`, width, 4));
  return [paint('bold', rule.id), ...first, ...(findings.length > 2 ? wrap(others(findings.slice(2)), width, 4) : [])];
}

function notLookedAt({ setAside }: Audit, { width }: Page): readonly string[] {
  return [...groupBy(setAside, ({ why }) => why)].flatMap(([why, list]) => {
    const some = list
      .slice(0, 3)
      .map(({ path }) => path)
      .join(', ');
    return [why, ...wrap(`${some}${list.length > 3 ? ` and ${list.length - 3} more` : ''}`, width, 4)];
  });
}

function blastRadius({ blastRadius: consequences }: Audit, { paint, width }: Page): readonly string[] {
  const nothing =
    'Nothing that the kube-rs security guide lists: no Secrets, no common objects, no Pods, no node, nothing outside the cluster.';
  if (consequences.length === 0) return wrap(nothing, width, 2).map((line) => line.trim());
  return consequences.flatMap(({ consequence, because }) => [
    ...wrap(consequence, width, 2),
    ...wrap(because, width, 4).map((line) => paint('dim', line)),
  ]);
}

function section(title: string, lines: readonly string[], { paint, width }: Page): readonly string[] {
  return lines.length === 0
    ? []
    : [
        ...wrap(title, width, 0).map((line) => paint('bold', line)),
        ...lines.map((line) => (line.startsWith(' ') ? line : `  ${line}`)),
        '',
      ];
}

function summary(audit: Audit, { paint, width }: Page): readonly string[] {
  const broken = audit.findings.filter(({ state }) => state === 'broken');
  const bySeverity = (['critical', 'high', 'medium', 'low'] as const).flatMap((one) => {
    const number = broken.filter(({ severity }) => severity === one).length;
    return number === 0 ? [] : [`${number} ${one}`];
  });
  const unknown = audit.findings.length - broken.length;
  const counts = `${count(broken.length, 'finding')}${bySeverity.length === 0 ? '' : ` (${bySeverity.join(', ')})`}${unknown === 0 ? '' : `, ${unknown} not judged`}, ${count(audit.kept.length, 'rule')} kept.`;
  const next =
    broken.length === 0
      ? []
      : wrap(
          'Each rule: docs/rules.md. To live with a finding, write why: `# kube-secure-controller: ignore[rule] reason`.',
          width,
          0,
        );
  const { grade, score } = standingOf(audit);
  const label = `Grade ${grade}, ${score} of 100`;
  return [...wrap(`${label}: ${counts}`, width, 0).map((line) => line.replace(label, paint('bold', label))), ...next];
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
