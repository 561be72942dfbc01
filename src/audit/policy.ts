// What an organisation adds to an audit; presets/ makes it from a preset. It can add and raise, and never take away.
import type { Profile, Rule, Severity } from '../rules/rule.ts';
import type { Finding } from './finding.ts';

export interface Policy {
  /** Rules besides those of the catalogue. */
  readonly rules: readonly Rule[];
  /** The smallest profile that is judged. */
  readonly profile: Profile;
  /** Rules that are judged in every profile: those above, and whatever it raises or requires. */
  readonly demands: (rule: string) => boolean;
  /** How serious a finding is here: at least what its rule says. */
  readonly severityOf: (finding: Finding) => Severity;
  /** Why a suppression of the repository does not hold; undefined where it does. */
  readonly refusalOf: (finding: Finding, reason: string) => string | undefined;
  /** The reason of an exception that the organisation itself makes. */
  readonly exceptionOf: (finding: Finding) => string | undefined;
}
