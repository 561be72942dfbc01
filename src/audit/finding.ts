// One finding: what a rule says of one place, and what tells it from every other.
import { createHash } from 'node:crypto';
import type { Fix, Rule, Severity, Sight } from '../rules/rule.ts';

export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly state: 'broken' | 'unknown';
  readonly path: string;
  readonly line: number;
  /** Of what it speaks; empty where it is the file as a whole. */
  readonly subject: string;
  /** Which of several things of the subject it is, as its rule tells them apart. */
  readonly what: string;
  /** What is decided together with it, where that has another name: of a chart's role its plain copy. */
  readonly twin?: string;
  /** In words for people, the subject included. */
  readonly message: string;
  readonly fix: Fix;
  /** What to know before agreeing to its fix, besides what the rule says. */
  readonly decision?: string;
  /** The reason that stands where it is found, for which it is ignored. */
  readonly accepted?: string;
  /** The same for the same finding, wherever its line moves and however its message is worded. */
  readonly key: string;
}

/** A finding of an audit. */
export interface Found extends Finding {
  /** Its key, and the how manieth of that key it is: no two of an audit have the same. SARIF, Code Climate and baselines name it so. */
  readonly fingerprint: string;
}

/** What a sight means for a repository; nothing where its rule is kept. */
export function findingFrom(rule: Rule, sight: Sight): Finding | undefined {
  if (sight.state === 'kept') return undefined;
  const { state, path, line, subject = '', what = '', others, severity = rule.severity, accepted, decision } = sight;
  const of = others === undefined ? subject : `${subject} and ${others} more`;
  const message = of === '' ? sight.message : `${of}: ${sight.message}`;
  const key = keyOf({ rule: rule.id, path, subject, what });
  const fix = fixOf(rule, sight);
  return {
    rule: rule.id,
    severity,
    state,
    path,
    line,
    subject,
    what,
    message,
    fix,
    key,
    ...(accepted === undefined ? {} : { accepted }),
    ...(decision === undefined ? {} : { decision }),
  };
}

/** What nobody can do by machine is manual, whatever the rule says in general. */
function fixOf(rule: Rule, sight: Sight): Fix {
  return sight.state === 'unknown' || sight.change === undefined ? 'manual' : (sight.fix ?? rule.fix);
}

/** The key of a finding; a file that was renamed has another path. Names may be texts of a template: a digest makes one short word of all. */
export function keyOf({ rule, path, subject, what }: Pick<Finding, 'rule' | 'path' | 'subject' | 'what'>): string {
  return digestOf(JSON.stringify([rule, path, subject, what]));
}

/** A text as one short word. */
export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
