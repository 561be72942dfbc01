// The additions of an organisation to an audit, which presets/ makes from a preset. They can add and raise, and never
// remove.
import type { Profile, Rule, Severity } from '../rules/rule.ts';
import type { Finding } from './finding.ts';

export interface Policy {
  /** Rules in addition to those of the catalogue. */
  readonly rules: readonly Rule[];
  /** The smallest profile for the judgement. */
  readonly profile: Profile;
  /** Rules for every profile: those above, and those that the organisation raises or requires. */
  readonly demands: (rule: string) => boolean;
  /** The severity of a finding: at least that of its rule. */
  readonly severityOf: (finding: Finding) => Severity;
  /** The reason why a suppression in the repository is not accepted; undefined if it is. */
  readonly refusalOf: (finding: Finding, reason: string) => string | undefined;
  /** The reason for an exception by the organisation itself. */
  readonly exceptionOf: (finding: Finding) => string | undefined;
}
