// Findings by what one decision settles: a cause, with all its places.
import { groupBy } from '../group-by.ts';
import { SEVERITIES } from '../kubernetes/privileges.ts';
import { rules } from '../rules/index.ts';
import type { Rule, Severity } from '../rules/rule.ts';
import { digestOf, type Found } from './finding.ts';

export interface Cause {
  readonly rule: Rule;
  readonly severity: Severity;
  readonly state: Found['state'];
  /** Where it is, in the order of the findings; at least one. */
  readonly places: readonly [Found, ...Found[]];
  /** The same as long as one of its places is left. */
  readonly key: string;
}

/**
 * One rule is one cause, however many places it is broken at: who decides on one decides on all. It is as severe as the
 * worst of them, which comes first. Roles are decided on one by one: there a cause is one role, in however many files it
 * stands, also in a chart and as a plain copy of that. What cannot be judged is mended file by file, but for roles, where
 * the same doubt is about all of them.
 *
 * @param findings the worst first
 * @param own rules that are none of the catalogue
 * @returns the most important first: what is known, the worst of it, then in the order of the docs
 */
export function causesOf(findings: readonly Found[], own: readonly Rule[] = []): readonly Cause[] {
  const groups = groupBy(findings, ({ rule, state, subject, twin = subject, path }) => {
    const ofRoles = named.get(rule)?.group === 'RBAC';
    const one = state === 'unknown' ? (ofRoles ? '' : path) : ofRoles ? twin : '';
    return JSON.stringify([state, rule, one]);
  });
  const causes = [...groups].flatMap(([text, [first, ...others]]): readonly Cause[] => {
    const rule = named.get(first?.rule ?? '') ?? own.find(({ id }) => id === first?.rule);
    if (first === undefined || rule === undefined) return [];
    const { severity, state } = first;
    return [{ rule, severity, state, places: [first, ...others], key: digestOf(text) }];
  });
  return causes.sort((a, b) => rankOf(a) - rankOf(b) || order(a) - order(b) || b.places.length - a.places.length);
}

/** What could not be judged, by the place that is in the way: the rules that would have looked there. */
export interface NotJudged {
  readonly path: string;
  readonly line: number;
  /** Why, in the words of the first of the rules. */
  readonly message: string;
  readonly rules: readonly string[];
}

export function notJudged(findings: readonly Found[]): readonly NotJudged[] {
  const unknown = findings.filter(({ state }) => state === 'unknown');
  return [...groupBy(unknown, ({ path, line }) => JSON.stringify([path, line])).values()].flatMap((same) =>
    same.slice(0, 1).map(({ path, line, message }) => ({
      path,
      line,
      message,
      rules: [...new Set(same.map(({ rule }) => rule))],
    })),
  );
}

const named: ReadonlyMap<string, Rule> = new Map(rules.map((rule) => [rule.id, rule]));

function rankOf({ state, severity }: Cause): number {
  return SEVERITIES.indexOf(severity) + (state === 'unknown' ? SEVERITIES.length : 0);
}

function order({ rule }: Cause): number {
  return rules.indexOf(rule);
}
