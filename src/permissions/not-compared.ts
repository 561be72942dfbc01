// Parts that the comparison leaves out: programs without grants, and grants without a program.
import type { Binary } from '../inference/infer.ts';
import type { Placed } from '../inventory/grants/accounts.ts';
import { type Held, heldRoles } from '../inventory/grants/bindings.ts';
import type { UnreadPart } from '../inventory/grants/unread.ts';
import type { Manifest } from '../inventory/manifests.ts';
import type { Party } from './check.ts';

/**
 * Programs that were not compared with the grants of their ServiceAccount: nothing here grants it anything, or no
 * workload names the account of this program although one names that of another.
 */
export function ungranted(
  asking: readonly Binary[],
  told: readonly Party[],
  all: readonly Placed[],
): readonly UnreadPart[] {
  return asking
    .filter((each) => !told.some(({ binaries }) => binaries.includes(each)))
    .flatMap(({ name, path }) => {
      const isPlaced = all.some(({ accounts }) => accounts.has(name));
      if (!isPlaced && told.length === 0) return [];
      const why = isPlaced
        ? `Nothing here grants permissions to the ServiceAccount of ${name}`
        : `No workload of the manifests is known to run ${name}`;
      return [{ path, line: 1, why: `${why}, so its granted permissions are not known.` }];
    });
}

/** Installations that name none of the programs: what they lack is unknown. */
export function withoutProgram(all: readonly Placed[], asking: readonly Binary[]): readonly UnreadPart[] {
  return all
    .filter(({ accounts, hasOwnWorkload }) => hasOwnWorkload && !asking.some(({ name }) => accounts.has(name)))
    .flatMap(({ installation: { manifests, path } }) => {
      const bound = manifests.find(({ kind }) => kind === 'ClusterRoleBinding' || kind === 'RoleBinding');
      return bound === undefined
        ? []
        : [
            {
              path: bound.path,
              line: bound.line,
              why: `No workload of ${path === '' ? 'the plain manifests' : path} can be told to run ${asking.map(({ name }) => name).join(' or ')}, so what is granted here was compared with nothing.`,
            },
          ];
    });
}

/** Grants to ServiceAccounts that no workload here has: something runs with them, and nothing inferred its needs. */
export function withoutUse(all: readonly Placed[], asking: readonly Binary[]): readonly UnreadPart[] {
  return all.flatMap(({ installation, accounts, used }) => {
    if (!asking.some(({ name }) => accounts.has(name))) return [];
    const held = heldRoles(installation.manifests).filter((one) => !one.accounts.some((name) => used.has(name)));
    const names = [...new Set(held.flatMap((one) => one.accounts))];
    const [first] = held.filter((one) => one.accounts.length > 0);
    return first === undefined ? [] : [notUsed(first, names)];
  });
}

function notUsed({ role: { path, line } }: Held, names: readonly string[]): UnreadPart {
  const shown = names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ');
  const why = `No workload here runs as ${shown}, so its permissions were compared with no program.`;
  return { path, line, why };
}

/** Programs that are not compared, because too many came before them. */
export function tooMany(binaries: readonly Binary[]): readonly UnreadPart[] {
  return binaries.map(({ name, path }) => ({
    path,
    line: 1,
    why: `The repository has more programs and grants than can be compared, so it is not known whether ${name} has its permissions.`,
  }));
}

/** The first role that was not read, if all of them together grant more than can be compared. */
export function endOfRoles(end: Manifest | undefined): readonly UnreadPart[] {
  if (end === undefined) return [];
  const why = 'The roles grant more than can be compared: what this one grants, and each after it, is not known.';
  return [{ path: end.path, line: end.line, why }];
}
