// Turns a preset into the policy for an audit.
import type { Given } from '../answers/resolve.ts';
import type { Finding } from '../audit/finding.ts';
import type { Policy } from '../audit/policy.ts';
import { largerOf, type Profile, type Severity } from '../rules/rule.ts';
import { own } from '../table.ts';
import { matches } from './expression.ts';
import { titleOf } from './limits.ts';
import { severities } from './parse.ts';
import type { Layer, Preset } from './preset.ts';
import { recordRules, type Recorded } from './record.ts';
import { fileRule, requirementRule, startRule } from './requirements.ts';

export interface Around {
  /** From the remote of the clone; statements of the repository about itself do not count. */
  readonly repository: string | undefined;
  /** Today, as YYYY-MM-DD. */
  readonly today: string;
  /** The preset of --preset, for a comparison with the recorded one. */
  readonly recorded: Recorded;
  /** Answers that were read from the repository itself; its record takes precedence. */
  readonly read?: Given;
}

/** @param preset all its layers; each rule in one of them is judged */
export function policyOf(preset: Preset, around: Around): Policy {
  const { layers } = preset;
  return {
    rules: [
      ...recordRules(preset, around.recorded, around.read),
      ...layers.flatMap((layer) => layer.require.map((one) => requirementRule(layer, one))),
      ...layers.flatMap((layer) => fileRule(layer) ?? []),
    ],
    profile: layers.reduce<Profile>((largest, layer) => largerOf(largest, layer.profile), 'regular'),
    demands: (rule) => layers.some((layer) => own(layer.rules, rule) !== undefined || isOwn(layer, rule)),
    severityOf: (finding) =>
      layers.reduce((worst, layer) => worse(worst, own(layer.rules, finding.rule)?.severity), finding.severity),
    refusalOf: (finding, reason) => layers.flatMap((layer) => refusal(layer, finding, reason, around.today) ?? [])[0],
    exceptionOf: (finding) => {
      const reasons = layers.flatMap((layer) => exception(layer, finding, around) ?? []);
      // An organisation without an exception of its own still demands it.
      return layers.length > 0 && reasons.length === layers.length ? reasons[0] : undefined;
    },
  };
}

/** The additions for harden: the files that a repository gets once, when it adopts the preset. */
export function hardeningPolicyOf(preset: Preset, around: Around): Policy {
  const policy = policyOf(preset, around);
  return {
    ...policy,
    rules: [...preset.layers.flatMap((one) => startRule(one, around.recorded) ?? []), ...policy.rules],
  };
}

function worse(one: Severity, other: Severity | undefined): Severity {
  return other !== undefined && severities.indexOf(other) > severities.indexOf(one) ? other : one;
}

function refusal(layer: Layer, { rule }: Finding, reason: string, today: string): string | undefined {
  const { mustExpire, mustMatch } = layer.suppressions;
  const demand = own(layer.rules, rule);
  if (demand?.required === true || isOwn(layer, rule))
    return `${titleOf(layer)} requires it${demand === undefined ? '' : `: ${demand.reason}`}`;
  if (mustMatch !== undefined && !matches(mustMatch, reason))
    return `${titleOf(layer)} demands a reason that matches ${mustMatch}`;
  if (!mustExpire) return undefined;
  const day = /\buntil (\d{4}-\d{2}-\d{2})\b/.exec(reason)?.[1];
  if (day === undefined) return `${titleOf(layer)} demands a reason with "until YYYY-MM-DD"`;
  return day < today ? `its day has passed (${day})` : undefined;
}

/** Only a layer itself can ignore the findings of its own rules. */
function isOwn({ require }: Layer, rule: string): boolean {
  return rule.startsWith('preset-') || require.some(({ id }) => id === rule);
}

function exception(
  { exceptions, ...layer }: Layer,
  { rule }: Finding,
  { repository, today }: Around,
): string | undefined {
  const found = exceptions.find(
    (one) => one.rule === rule && one.repository.toLowerCase() === repository?.toLowerCase() && one.until >= today,
  );
  return found && `${found.reason} (${titleOf(layer)}, until ${found.until})`;
}
