// Judges one permission that a program needs against the grants of its ServiceAccount.
import { isEnforced } from '../inference/enforcement.ts';
import type { Permission } from '../inference/permission.ts';
import { type Grant, UNKNOWN_NAME } from '../inventory/grants/grants.ts';
import type { Namespace } from '../inventory/grants/namespaces.ts';
import { covers, indexed, isForNames, isLimited, isSame, reaches } from './matching.ts';
import { namesCovered } from './names.ts';
import { conditionOf, nameOf, namesOf, namespacesOf, runsIn, where } from './words.ts';

/** The permissions of one ServiceAccount. */
export interface Granted {
  readonly grants: readonly Grant[];
  /** The permissions that other values of a chart than the default ones grant as well. */
  readonly optional: readonly Grant[];
  /** The permissions of accounts with its name in namespaces where its Pods do not run. */
  readonly astray: readonly Grant[];
  /** The namespaces of its Pods; none if no workload names them. */
  readonly home: readonly Namespace[];
  /** The values of the variables and the arguments of its Pods. */
  readonly given: ReadonlySet<string>;
}

/** Granted, or what is wrong. A permission that only some cluster demands is `enforced`. */
export type Judgement =
  | { readonly k: 'granted' }
  | { readonly k: 'enforced' }
  | { readonly k: 'missing'; readonly note: string | null }
  | {
      readonly k: 'unknown';
      readonly why: string;
      /** A value of the chart that switches it on grants it. */
      readonly isOff?: boolean;
    };

const isGranted: Judgement = { k: 'granted' };

/** Judges permissions against the grants of one account, which it indexes once: there may be many of both. */
export function judgeOf(granted: Granted): (permission: Permission) => Judgement {
  const grantsOf = indexed(granted.grants);
  const offered = indexed(granted.optional);
  const { home, given } = granted;
  return (permission) => {
    if (permission.condition !== null && !isEnforced(permission.condition)) return isGranted;
    const alike = grantsOf(permission);
    const same = alike.filter((grant) => covers(grant, permission) || isForNames([grant], permission, given));
    if (same.some((grant) => reaches(grant, permission, home))) return isGranted;
    const limited = alike.filter((grant) => isLimited(grant, permission) && reaches(grant, permission, home));
    const some = same.length > 0 ? 'no' : namesCovered(permission, limited, given);
    if (some === 'yes') return isGranted;
    if (permission.condition !== null) return same.length === 0 ? { k: 'enforced' } : isGranted;
    if (same.length > 0) return elsewhere(permission, same, home);
    return (
      byUnreadName(permission, alike) ??
      (some === 'perhaps' ? byBuiltName(permission, limited) : undefined) ??
      switchedOff(permission, offered(permission), granted) ?? { k: 'missing', note: noteOf(granted, permission) }
    );
  };
}

/** It is granted, but not at the place of the request. */
function elsewhere(permission: Permission, same: readonly Grant[], home: readonly Namespace[]): Judgement {
  if (permission.scope === 'own-namespace')
    return { k: 'missing', note: `It is granted in ${namespacesOf(same)} (${where(same)}), ${runsIn(home)}.` };
  if (['list', 'watch', 'deletecollection'].includes(permission.verb))
    return {
      k: 'missing',
      note: `It is granted in namespaces (${where(same)}), but the code makes one request for all namespaces.`,
    };
  return {
    k: 'unknown',
    why: `${named(permission)} is granted in some namespaces (${where(same)}); it is not known whether the code stays in them.`,
  };
}

function byUnreadName(permission: Permission, alike: readonly Grant[]): Judgement | undefined {
  const grant = alike.find((grant) => isSame(grant, permission) && grant.resourceNames.includes(UNKNOWN_NAME));
  return (
    grant && {
      k: 'unknown',
      why: `${named(permission)} is granted for a name that only Helm knows (${where([grant])}).`,
    }
  );
}

function byBuiltName(permission: Permission, limited: readonly Grant[]): Judgement {
  return {
    k: 'unknown',
    why: `${named(permission)} is granted only for ${namesOf(limited)} (${where(limited)}); it is not known whether the name that is built here is one of them.`,
  };
}

function switchedOff(
  permission: Permission,
  offered: readonly Grant[],
  { home, given }: Granted,
): Judgement | undefined {
  const off = offered.find(
    (grant) =>
      grant.isOff &&
      (covers(grant, permission) || isForNames([grant], permission, given)) &&
      reaches(grant, permission, home),
  );
  return (
    off && {
      k: 'unknown',
      why: `${named(permission)} is granted only if ${conditionOf(off.conditions) ?? 'other values are set'} (${where([off])}), which the default values of the chart do not set.`,
      isOff: true,
    }
  );
}

function noteOf({ grants, astray, home }: Granted, permission: Permission): string | null {
  const lost = astray.filter((grant) => covers(grant, permission) || isForNames([grant], permission, new Set()));
  if (lost.length > 0) return `It is granted to an account of another namespace (${where(lost)}), ${runsIn(home)}.`;
  const named = grants.filter((grant) => isSame(grant, permission));
  if (named.length > 0) return `It is granted only for ${namesOf(named)} (${where(named)}).`;
  const other = grants.find(
    (grant) =>
      grant.resource === permission.resource && grant.verb === permission.verb && grant.group !== permission.group,
  );
  return other === undefined
    ? null
    : `It is granted in the group "${other.group}" instead (${other.path}:${other.line}).`;
}

function named(permission: Permission): string {
  return `\`${permission.verb}\` on ${nameOf(permission)}`;
}
