// An audit for people: at most one screen, the most important findings first; the rest is counted.
import type { Paint } from '../formats/paint.ts';
import { cut, wrap } from '../formats/wrap.ts';
import type { Repository } from '../repo/repository.ts';
import { notJudged, type Cause } from './cause.ts';
import { causeInFull, sectionsOf } from './full-report.ts';
import { bySeverity } from './json-report.ts';
import type { Selection } from './select.ts';

export interface Page {
  readonly paint: Paint;
  /** The number of characters in a line. */
  readonly width: number;
  /** The number of lines on a screen. */
  readonly height: number;
}

/** @param full all findings with all their places, and the lists that one screen only counts */
export function textReport(selection: Selection, repository: Repository, page: Page, full = false): readonly string[] {
  const broken = selection.causes.filter(({ state }) => state === 'broken');
  if (full)
    return [
      ...broken.flatMap((cause) => causeInFull(cause, repository, page)),
      ...sectionsOf(selection, page),
      ...closing(selection, page),
    ];
  const end = [...blastRadiusInBrief(selection, page), ...closing(selection, page)];
  const shown = fitting(broken, page.height - end.length - 4);
  return [
    ...shown.flatMap((cause) => causeInBrief(cause, page)),
    ...moreOf(broken.slice(shown.length), page),
    ...(broken.length === 0 ? [] : ['']),
    ...end,
  ];
}

/** A cause takes three lines, and even the smallest screen shows the worst three. */
function fitting(causes: readonly Cause[], lines: number): readonly Cause[] {
  return causes.slice(0, Math.max(3, Math.floor(lines / 3)));
}

function causeInBrief({ rule, severity, places }: Cause, { paint, width }: Page): readonly string[] {
  const [{ path, line, message }, ...others] = places;
  const style = severity === 'critical' || severity === 'high' ? 'red' : 'yellow';
  const more = others.length === 0 ? '' : `  and ${count(others.length, 'more place')}`;
  const label = severity.padEnd(indent);
  const harden = places.some(({ fix }) => fix !== 'manual') ? ' (harden can do it)' : '';
  const rest = cut(`${rule.id}  ${path}:${line}${more}`, width - indent);
  return [
    `${paint(style, label)}${rest.replace(rule.id, paint('bold', rule.id))}`,
    cut(`${' '.repeat(indent)}${message}`, width),
    paint('dim', cut(`${' '.repeat(indent)}Do: ${rule.advice}${harden}`, width)),
  ];
}

const indent = 10;

function moreOf(causes: readonly Cause[], { width }: Page): readonly string[] {
  return causes.length === 0
    ? []
    : wrap(`and ${count(causes.length, 'more finding')}${inWords(causes)}; --full shows all.`, width, 0);
}

function blastRadiusInBrief({ blastRadius }: Selection, { paint, width }: Page): readonly string[] {
  const title = 'An attacker who takes over the Pod';
  const what =
    blastRadius.length === 0
      ? 'gets nothing that the kube-rs security guide lists'
      : [...new Set(blastRadius.map(({ consequence }) => consequence.replace(/ \(.*\)$/, '')))].join('; ');
  return bold(`${title} ${what}.`, title, width, paint);
}

/** The end of every report: the parts that were left out and why, the grade, and the next step. */
export function closing(selection: Selection, { paint, width }: Page): readonly string[] {
  const { standing, causes, findings, suppressed, setAside, idle } = selection;
  const broken = findings.filter(({ state }) => state === 'broken');
  const open = causes.filter(({ state }) => state === 'broken');
  const unknown = notJudged(findings).length;
  const { kept, broken: against } = standing.rules;
  const label = `Grade ${standing.grade}, score ${standing.score}`;
  const places = broken.length === open.length ? '' : ` at ${broken.length} places`;
  return [
    ...wrap(
      `Not judged: ${orNone(unknown, 'place')}. Ignored with a reason: ${orNone(suppressed.length, 'place')}. Set aside: ${orNone(setAside.length, 'file or folder', 'files and folders')}.${idle.length === 0 ? '' : ` Ignores nothing any more: ${idle.map(({ place }) => place).join(', ')}.`}`,
      width,
      0,
    ),
    ...hiddenText(selection, width),
    ...bold(
      `${label}: ${kept} of ${kept + against} rules kept, ${count(open.length, 'finding')}${inWords(open)}${places}.`,
      label,
      width,
      paint,
    ),
    ...(findings.length === 0
      ? []
      : wrap(`\`explain ${causes[0]?.rule.id}\` gives the reason, and says how to accept the finding.`, width, 0)),
  ];
}

function hiddenText({ hidden, profile, minSeverity }: Selection, width: number): readonly string[] {
  const parts = [
    ...(hidden.profile === 0
      ? []
      : [
          `${hidden.profile} of a larger profile (--profile ${profile === 'regular' ? 'pedantic, auditor' : 'auditor'})`,
        ]),
    ...(hidden.severity === 0 ? [] : [`${hidden.severity} below ${minSeverity}`]),
    ...(hidden.known === 0 ? [] : [`${hidden.known} that were known`]),
  ];
  return parts.length === 0 ? [] : wrap(`Findings not listed: ${parts.join(', ')}.`, width, 0);
}

/** ` (2 high, 1 low)`, or empty. */
function inWords(causes: readonly Cause[]): string {
  const numbers = Object.entries(bySeverity(causes)).filter(([, number]) => number > 0);
  return numbers.length === 0 ? '' : ` (${numbers.map(([severity, number]) => `${number} ${severity}`).join(', ')})`;
}

function bold(text: string, label: string, width: number, paint: Paint): readonly string[] {
  return wrap(text, width, 0).map((line) => line.replace(label, paint('bold', label)));
}

function orNone(number: number, one: string, many = `${one}s`): string {
  return number === 0 ? 'nothing' : `${number} ${number === 1 ? one : many}`;
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
