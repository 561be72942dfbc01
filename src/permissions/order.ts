// Differences in the order in which reports show them, each once.
import type { UnreadPart } from '../inventory/grants/unread.ts';
import type { Severity } from '../kubernetes/privileges.ts';
import type { Excess, JudgedParty, Missing } from './check.ts';

/**
 * If one installation lacks a permission that another grants to the same program, the report must name the
 * installation.
 */
export function lackedBySome(missing: Missing, parties: readonly JudgedParty[]): Missing {
  const isSame = ({ group, resource, verb }: Pick<Missing, 'group' | 'resource' | 'verb'>): boolean =>
    verb === missing.verb && [missing.resource, '*'].includes(resource) && [missing.group, '*'].includes(group);
  const ofProgram = parties.filter(({ binaries }) => binaries.some(({ name }) => name === missing.binary));
  const lacking = ofProgram.filter((party) => party.missing.some(isSame));
  const [granting] = ofProgram.flatMap((party) => {
    const grant = lacking.includes(party) ? undefined : party.used.find((one) => isSame(one) && !one.isOff);
    return grant === undefined ? [] : [{ ...party, grant }];
  });
  if (granting === undefined) return missing;
  const { installedBy, grant } = granting;
  const lackedBy = [...new Set(lacking.map(({ installedBy }) => installedBy))];
  const note = `It is granted by ${installedBy} (${grant.path}:${grant.line}), not by ${lackedBy.join(', ')}.`;
  return { ...missing, lackedBy, note: missing.note === null ? note : `${missing.note} ${note}` };
}

/** A permission that several installations lack is reported once. */
export function distinct(missing: readonly Missing[]): readonly Missing[] {
  return [
    ...new Map(
      missing.map((each) => [
        `${each.binary} ${each.group}/${each.resource} ${each.verb} ${each.path}:${each.line}`,
        each,
      ]),
    ).values(),
  ];
}

export function once(unknown: readonly UnreadPart[]): readonly UnreadPart[] {
  return [...new Map(unknown.map((each) => [`${each.path}:${each.line} ${each.why}`, each])).values()];
}

const ORDER: readonly Severity[] = ['critical', 'high', 'medium', 'low'];

export function sorted(excess: readonly Excess[]): readonly Excess[] {
  const unique = [
    ...new Map(
      excess.map((each) => [`${each.path} ${each.line} ${each.group} ${each.resource} ${each.verb}`, each]),
    ).values(),
  ];
  return unique.sort(
    (a, b) =>
      ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity) ||
      (a.path === b.path ? a.line - b.line : a.path < b.path ? -1 : 1),
  );
}
