// Groups findings by the decision that settles them: a cause, with all its places.
import { groupBy } from '../group-by.ts';
import { SEVERITIES } from '../kubernetes/privileges.ts';
import { rules } from '../rules/index.ts';
import type { Rule, Severity } from '../rules/rule.ts';
import { digestOf, type Found } from './finding.ts';

export interface Cause {
  readonly rule: Rule;
  readonly severity: Severity;
  readonly state: Found['state'];
  /** Its places, in the order of the findings; at least one. */
  readonly places: readonly [Found, ...Found[]];
  /** The same as long as one of its places is left. */
  readonly key: string;
}

/**
 * One rule is one cause, however many places break it: one decision settles all of them. Its severity is that of its
 * worst place, which comes first. Roles are decided one by one: there a cause is one role, in however many files it is,
 * also in a chart and as a plain copy of the same. Findings that cannot be judged are grouped by file, except for
 * roles, where the same doubt is about all of them.
 *
 * @param findings the worst first
 * @param own rules outside of the catalogue
 * @returns the most important first: known findings, the worst of them, then in the order of the docs
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

/** Findings that cannot be judged, by the place that prevents it: with the rules that would have looked there. */
export interface NotJudged {
  readonly path: string;
  readonly line: number;
  /** The reason, in the words of the first of the rules. */
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
