// The additions of `audit --full`: every place with its line, and each list that the short report only counts.
import { lineText } from '../formats/edit.ts';
import { cut, wrap } from '../formats/wrap.ts';
import { groupBy } from '../group-by.ts';
import type { Repository } from '../repo/repository.ts';
import { notJudged, type Cause } from './cause.ts';
import type { Found } from './finding.ts';
import type { Selection } from './select.ts';
import type { Page } from './text-report.ts';

/** From this number of places on, they are listed without their lines. */
const many = 5;

export function causeInFull({ rule, severity, places }: Cause, repository: Repository, page: Page): readonly string[] {
  const { paint, width } = page;
  const style = severity === 'critical' || severity === 'high' ? 'red' : 'yellow';
  const harden = places.some(({ fix }) => fix !== 'manual') ? ' (harden can do it)' : '';
  return [
    `${paint(style, severity)}  ${paint('bold', rule.id)}`,
    ...wrap(`Wanted: ${rule.title}. ${rule.why}`, width, 2),
    ...(places.length > many ? listed(places, page) : places.flatMap((place) => withLine(place, repository, page))),
    ...wrap(`Do: ${rule.advice}${harden}`, width, 2).map((line) => line.replace('Do:', paint('green', 'Do:'))),
    '',
  ];
}

function withLine({ path, line, message }: Found, { files }: Repository, { paint, width }: Page): readonly string[] {
  const source = lineText(files.get(path) ?? '', line).trim();
  return [
    `  ${path}:${line}`,
    ...(source === '' ? [] : [paint('dim', cut(`    ${line} | ${source}`, width))]),
    ...wrap(message, width, 4),
  ];
}

function listed(places: readonly Found[], { width }: Page): readonly string[] {
  return places.flatMap(({ path, line, message }) => [`  ${path}:${line}`, ...wrap(message, width, 4)]);
}

/** Each with its title; empty lists are left out. */
export function sectionsOf(
  { findings, suppressed, idle, setAside, blastRadius }: Selection,
  page: Page,
): readonly string[] {
  const { paint, width } = page;
  return [
    ...section(
      'Could not be judged',
      notJudged(findings).flatMap(({ path, line, message, rules }) => [
        `${path}:${line}`,
        ...wrap(message, width, 4),
        ...wrap(`(${rules.join(', ')})`, width, 4),
      ]),
      page,
    ),
    ...section(
      'Ignored, with a reason',
      suppressed.flatMap(({ finding: { path, line, rule }, reason }) => [
        `${path}:${line}  ${rule}`,
        ...wrap(reason, width, 4),
      ]),
      page,
    ),
    ...section(
      'Suppressions that no longer ignore anything',
      idle.map(({ place, rule }) => `${place}  ${rule}`),
      page,
    ),
    ...section(
      'Set aside',
      [...groupBy(setAside, ({ why }) => why)].flatMap(([why, list]) => [
        why,
        ...wrap(list.map(({ path }) => path).join(', '), width, 4),
      ]),
      page,
    ),
    ...section(
      'What an attacker who takes over the Pod gets',
      blastRadius.length === 0
        ? wrap(nothing, width, 2)
        : blastRadius.flatMap(({ consequence, because }) => [
            ...wrap(consequence, width, 2),
            ...wrap(because, width, 4).map((line) => paint('dim', line)),
          ]),
      page,
    ),
  ];
}

const nothing =
  'Nothing that the kube-rs security guide lists: no Secrets, no common objects, no Pods, no node, nothing outside the cluster.';

function section(title: string, lines: readonly string[], { paint, width }: Page): readonly string[] {
  if (lines.length === 0) return [];
  const titles = wrap(title, width, 0).map((line) => paint('bold', line));
  return [...titles, ...lines.map((line) => (line.startsWith(' ') ? line : `  ${line}`)), ''];
}
