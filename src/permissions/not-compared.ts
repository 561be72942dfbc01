// What the comparison leaves out: programs without grants, and grants without a program.
import type { Binary } from '../inference/infer.ts';
import type { Placed } from '../inventory/grants/accounts.ts';
import { type Held, heldRoles } from '../inventory/grants/bindings.ts';
import type { UnreadPart } from '../inventory/grants/unread.ts';
import type { Manifest } from '../inventory/manifests.ts';
import type { Party } from './check.ts';

/**
 * Programs that were not compared with what their ServiceAccount is granted: nothing here grants it anything, or no workload
 * tells which it is while one does for others.
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

/** Installations in which none of the programs is told: what they lack is not known. */
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

/** Grants to ServiceAccounts that no workload here has: something runs as them, and what that needs nobody inferred. */
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

/** Programs that are not compared, as too many before them were. */
export function tooMany(binaries: readonly Binary[]): readonly UnreadPart[] {
  return binaries.map(({ name, path }) => ({
    path,
    line: 1,
    why: `The repository has more programs and grants than can be compared, so it is not known whether ${name} has its permissions.`,
  }));
}

/** The role from which on nothing was read, where all of them grant more than can be compared. */
export function endOfRoles(end: Manifest | undefined): readonly UnreadPart[] {
  if (end === undefined) return [];
  const why = 'The roles grant more than can be compared: what this one grants, and each after it, is not known.';
  return [{ path: end.path, line: end.line, why }];
}
