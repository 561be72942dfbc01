// Selects the requested part of an audit: a profile, a smallest severity, only new findings. The rest is counted.
import { SEVERITIES } from '../kubernetes/privileges.ts';
import { largerOf, PROFILES, type Profile, type Rule, type Severity } from '../rules/rule.ts';
import { rules } from '../rules/index.ts';
import type { Audit } from './audit.ts';
import { causesOf, type Cause } from './cause.ts';
import type { Finding, Found } from './finding.ts';
import { withoutDebts, type Debts } from './since.ts';
import { standingOf, type Standing } from './standing.ts';

export interface Selecting {
  /** Undefined if the user named rules: then all of them are selected. */
  readonly profile?: Profile | undefined;
  readonly minSeverity?: Severity | undefined;
  readonly debts?: Debts | undefined;
}

export interface Selection extends Audit {
  readonly profile: Profile;
  readonly minSeverity: Severity;
  readonly causes: readonly Cause[];
  /** Those of the whole profile, including known ones and those below the severity. */
  readonly standing: Standing;
  readonly hidden: Hidden;
}

/** The number of open findings that are not shown, as causes, with the reasons. */
export interface Hidden {
  readonly profile: number;
  readonly severity: number;
  readonly known: number;
}

export function select(audit: Audit, { minSeverity = 'low', debts, ...asking }: Selecting = {}): Selection {
  const profile = largerOf(asking.profile ?? 'auditor', audit.policy?.profile);
  const asked = within(audit, profile);
  const severe = asked.findings.filter(({ severity }) => isAtLeast(severity, minSeverity));
  const findings = debts === undefined ? severe : withoutDebts(severe, debts);
  return {
    ...asked,
    findings,
    profile,
    minSeverity,
    causes: causesOf(findings, audit.policy?.rules),
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

/** The audit without the findings of a larger profile. */
function within(audit: Audit, profile: Profile): Audit {
  const inProfile = new Set(rules.filter((rule) => isWithin(rule.profile, profile)).map(({ id }) => id));
  const isDemanded = (rule: string): boolean => audit.policy?.demands(rule) === true;
  const isAsked = (rule: string): boolean => inProfile.has(rule) || isDemanded(rule);
  return {
    ...audit,
    findings: audit.findings.filter((finding) => isDemanded(finding.rule) || isOfProfile(finding, profile)),
    kept: audit.kept.filter(isAsked),
    suppressed: audit.suppressed.filter(({ finding }) => isAsked(finding.rule)),
  };
}

export function isOfProfile(finding: Finding, profile: Profile): boolean {
  const rule = known.get(finding.rule);
  return (
    rule !== undefined && isWithin(rule.profile, profile) && (isWithin('pedantic', profile) || !isLesser(finding, rule))
  );
}

function isWithin(one: Profile, profile: Profile): boolean {
  return PROFILES.indexOf(one) <= PROFILES.indexOf(profile);
}

/**
 * A finding that its rule rates as low although it usually rates higher: GitHub's own action by its tag, an output of
 * an earlier step.
 */
function isLesser({ severity }: Finding, rule: Rule): boolean {
  return severity === 'low' && rule.severity !== 'low';
}

const known: ReadonlyMap<string, Rule> = new Map(rules.map((rule) => [rule.id, rule]));

function lost(from: readonly Found[], to: readonly Found[]): number {
  const left = new Set(to);
  return causesOf(from.filter((finding) => !left.has(finding))).length;
}
