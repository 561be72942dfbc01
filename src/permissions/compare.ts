// Compares the permissions that programs need with those of one ServiceAccount, one by one.
import type { Binary } from '../inference/infer.ts';
import type { Grant } from '../inventory/grants/grants.ts';
import type { UnreadPart } from '../inventory/grants/unread.ts';
import { severityOf } from '../kubernetes/privileges.ts';
import { groupBy } from '../group-by.ts';
import { once } from '../once.ts';
import type { Check, Excess, Missing } from './check.ts';
import { judgeOf, type Granted } from './judge.ts';
import { isUse } from './matching.ts';

/**
 * The permissions that programs need and those of their ServiceAccount, one by one.
 *
 * @param unplaced programs whose account no workload names: their needs are no excess
 */
export function compare(binaries: readonly Binary[], granted: Granted, unplaced: readonly Binary[]): Compared {
  const judge = judgeOf(granted);
  const missing: Missing[] = [];
  const enforced: Missing[] = [];
  const unknown: UnreadPart[] = [];
  const undecided: Missing[] = [];
  for (const binary of binaries)
    for (const permission of binary.permissions) {
      const { path, line } = permission.evidence[0] ?? { path: binary.path, line: 1 };
      const judged = judge(permission);
      const needed = { ...permission, binary: binary.name, path, line };
      if (judged.k === 'missing') missing.push({ ...needed, note: judged.note });
      else if (judged.k === 'enforced') enforced.push({ ...needed, note: null });
      else if (judged.k === 'unknown') {
        const { k: _, ...part } = judged;
        unknown.push({ path, line, ...part });
        undecided.push({ ...needed, note: part.why });
      }
    }
  return { missing, enforced, unknown, undecided, ...heldBy(granted, [...binaries, ...unplaced]) };
}

/** The grants that a program uses, and those that nothing uses. */
function heldBy({ grants, optional }: Granted, binaries: readonly Binary[]): Pick<Compared, 'excess' | 'used'> {
  const byVerb = groupBy(
    binaries.flatMap(({ permissions }) => permissions),
    ({ verb }) => verb,
  );
  const byResource = new Map([...byVerb].map(([verb, ones]) => [verb, groupBy(ones, ({ resource }) => resource)]));
  const isUsed = (grant: Grant): boolean => {
    const asked = grant.resource === '*' ? byVerb.get(grant.verb) : byResource.get(grant.verb)?.get(grant.resource);
    return asked?.some((permission) => isUse(grant, permission)) === true;
  };
  const held = [...grants, ...optional.filter(({ isOff }) => isOff)];
  // If other roles are bound here, an unbound role is for others to bind.
  const anyBound = grants.some(({ isBound }) => isBound);
  const excess = held
    .filter((grant) => !isUsed(grant) && (grant.isBound || !anyBound))
    .map((grant) => ({ ...grant, ...severity(grant) }));
  return { excess, used: held.filter(isUsed) };
}

/** Accounts that share a role share its grants. */
const severity = once((grant: Grant) => severityOf(grant));

interface Compared extends Omit<Check, 'excess'> {
  readonly excess: readonly Omit<Excess, 'doubt'>[];
  /** Needed permissions of which it is not known whether they are granted, with the reason as note. */
  readonly undecided: readonly Missing[];
  /** The grants that a permission uses. */
  readonly used: readonly Grant[];
}

/** The API server lets nobody grant more than they hold, so an apparent excess may be necessary. */
export function writtenRoles(binaries: readonly Binary[], grants: readonly Grant[]): readonly UnreadPart[] {
  const needed = binaries.flatMap(({ permissions }) =>
    permissions.filter(
      (each) =>
        ['escalate', 'bind'].includes(each.verb) &&
        !grants.some(({ group, verb }) => group === each.group && verb === each.verb),
    ),
  );
  const places = new Map(
    needed.flatMap(({ evidence }) => evidence).map((place) => [`${place.path}:${place.line}`, place]),
  );
  return [...places.values()].map(({ path, line }) => ({
    path,
    line,
    why: 'The program must itself hold the permissions of the roles that it writes or binds here: some of them may look unused.',
  }));
}
