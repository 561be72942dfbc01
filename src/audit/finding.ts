// One finding: the judgement of a rule on one place, and the key that tells it from all others.
import { createHash } from 'node:crypto';
import type { Fix, Rule, Severity, Sight } from '../rules/rule.ts';

export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly state: 'broken' | 'unknown';
  readonly path: string;
  readonly line: number;
  /** The subject; empty for the file as a whole. */
  readonly subject: string;
  /** The key by which the rule tells several findings about one subject apart. */
  readonly what: string;
  /** Another name under which the finding is decided: for the role of a chart, its plain copy. */
  readonly twin?: string;
  /** A message for people that includes the subject. */
  readonly message: string;
  readonly fix: Fix;
  /** Information for the decision about its fix, in addition to the text of the rule. */
  readonly decision?: string;
  /** The reason written at its place, for which it is ignored. */
  readonly accepted?: string;
  /** Stays the same if the line moves or the message is reworded. */
  readonly key: string;
}

export interface Found extends Finding {
  /** Its key and a number, because several findings may share a key. SARIF, Code Climate and baselines use it as identity. */
  readonly fingerprint: string;
}

/** The finding of a sight; nothing if its rule is kept. */
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

/** A fix that no program can make is manual, whatever the rule declares. */
function fixOf(rule: Rule, sight: Sight): Fix {
  return sight.state === 'unknown' || sight.change === undefined ? 'manual' : (sight.fix ?? rule.fix);
}

/** The key of a finding; a renamed file has another path. Names may be texts of a template, so a digest makes one short word of all. */
export function keyOf({ rule, path, subject, what }: Pick<Finding, 'rule' | 'path' | 'subject' | 'what'>): string {
  return digestOf(JSON.stringify([rule, path, subject, what]));
}

/** A text as one short word. */
export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
