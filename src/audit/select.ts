// What of an audit is asked for: a profile, from a severity on, without debts. What is left out is counted.
import { SEVERITIES } from '../kubernetes/privileges.ts';
import { PROFILES, type Profile, type Severity } from '../rules/rule.ts';
import { rules } from '../rules/index.ts';
import type { Audit } from './audit.ts';
import { causesOf, type Cause } from './cause.ts';
import type { Found } from './finding.ts';
import { withoutDebts, type Debts } from './since.ts';
import { standingOf, type Standing } from './standing.ts';

export interface Selecting {
  /** Undefined where rules are named: then all of them are asked for. */
  readonly profile?: Profile | undefined;
  readonly minSeverity?: Severity | undefined;
  readonly debts?: Debts | undefined;
}

export interface Selection extends Audit {
  readonly profile: Profile;
  readonly minSeverity: Severity;
  readonly causes: readonly Cause[];
  /** Of the whole profile, debts and what is below the severity included. */
  readonly standing: Standing;
  readonly hidden: Hidden;
}

/** How many findings are open and not shown, as causes, and why. */
export interface Hidden {
  readonly profile: number;
  readonly severity: number;
  readonly known: number;
}

export function select(audit: Audit, { profile = 'auditor', minSeverity = 'low', debts }: Selecting = {}): Selection {
  const asked = within(audit, profile);
  const severe = asked.findings.filter(({ severity }) => isAtLeast(severity, minSeverity));
  const findings = debts === undefined ? severe : withoutDebts(severe, debts);
  return {
    ...asked,
    findings,
    profile,
    minSeverity,
    causes: causesOf(findings),
    standing: standingOf(asked),
    hidden: {
      profile: lost(audit.findings, asked.findings),
      severity: lost(asked.findings, severe),
      known: lost(severe, findings),
    },
  };
}

export function isAtLeast(severity: Severity, least: Severity): boolean {
  return SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(least);
}

/** The audit as if the other rules had not run. */
function within(audit: Audit, profile: Profile): Audit {
  const asked = new Set(
    rules.filter((rule) => PROFILES.indexOf(rule.profile) <= PROFILES.indexOf(profile)).map(({ id }) => id),
  );
  return {
    ...audit,
    findings: audit.findings.filter(({ rule }) => asked.has(rule)),
    kept: audit.kept.filter((rule) => asked.has(rule)),
    suppressed: audit.suppressed.filter(({ finding }) => asked.has(finding.rule)),
  };
}

function lost(from: readonly Found[], to: readonly Found[]): number {
  const left = new Set(to);
  return causesOf(from.filter((finding) => !left.has(finding))).length;
}
