// The broken findings of a rule that are not ignored for a reason.
import { reasonFor } from '../audit/audit.ts';
import { findingFrom, type Finding } from '../audit/finding.ts';
import { isBelow, type Config } from '../audit/config.ts';
import type { Policy } from '../audit/policy.ts';
import { lookAt } from '../audit/look.ts';
import { isOfProfile } from '../audit/select.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { Failed } from '../repo/behind-wall.ts';
import { largerOf, type Profile, type Rule, type Sight } from '../rules/rule.ts';
import { suppressionsIn } from '../rules/suppressions.ts';

export interface Broken {
  readonly sight: Sight;
  readonly finding: Finding;
}

export interface Asking {
  readonly config?: Config | undefined;
  /** The further demands of an organisation. */
  readonly policy?: Policy | undefined;
  /** Undefined for all profiles. */
  readonly profile?: Profile | undefined;
  /** Folders that the user excluded. */
  readonly exclude?: readonly string[] | undefined;
}

export interface Judged {
  readonly broken: readonly Broken[];
  /** The places where the rule itself failed. */
  readonly failed: readonly Failed[];
}

export function brokenOf(rule: Rule, inventory: Inventory, asking: Asking): readonly Broken[] {
  return judgedBy(rule, inventory, asking).broken;
}

/** The findings of one look of a rule at a repository. */
export function judgedBy(rule: Rule, inventory: Inventory, asking: Asking): Judged {
  const { sights, failed } = lookAt(rule, inventory);
  const broken = sights.filter(({ state }) => state === 'broken');
  return { broken: broken.length === 0 ? [] : notIgnored(rule, broken, inventory, asking), failed };
}

function notIgnored(rule: Rule, sights: readonly Sight[], inventory: Inventory, asking: Asking): readonly Broken[] {
  const suppressions = suppressionsIn(inventory.repository);
  return sights.flatMap((sight) => {
    const found = findingFrom(rule, sight);
    if (found === undefined) return [];
    const finding = { ...found, severity: asking.policy?.severityOf(found) ?? found.severity };
    return reasonFor(finding, suppressions, asking) !== undefined || !isAsked(finding, asking)
      ? []
      : [{ sight, finding }];
  });
}

function isAsked(finding: Finding, { profile, policy, exclude = [] }: Asking): boolean {
  return (
    (profile === undefined ||
      policy?.demands(finding.rule) === true ||
      isOfProfile(finding, largerOf(profile, policy?.profile))) &&
    !exclude.some((folder) => isBelow(finding.path, folder))
  );
}
