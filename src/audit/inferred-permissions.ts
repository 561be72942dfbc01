// The RBAC inference in the form that the rules use.
import { groupBy } from '../group-by.ts';
import { once } from '../once.ts';
import type { Binary } from '../inference/infer.ts';
import { checkManifests } from '../permissions/check.ts';
import type { InferredRepository } from '../permissions/infer-repository.ts';
import { holdersOf } from '../permissions/holders.ts';
import { stopsOf, type Permission } from '../inference/permission.ts';
import type { Installations } from '../inventory/installations.ts';
import { nameInFile } from '../inventory/manifests.ts';
import { grantsOf } from '../inventory/roles.ts';
import type { Comparison, HeldPermissions, Need, Permissions } from '../inventory/permissions.ts';

/** The needs of all binaries of the repository, and those of the binaries with one role. */
export function permissionsFrom(inferred: InferredRepository): Permissions {
  const { inference, installed } = inferred;
  const { binaries, unknown } = inference;
  const ofNone = unknown.filter(
    (one) =>
      !binaries.some((binary) => binary.unknown.some((other) => other.path === one.path && other.line === one.line)),
  );
  const holders = new Map(
    holdersOf(installed, binaries).map(
      ({ path, line, binaries: some }) =>
        [`${path}:${line}`, together(some, [...ofNone, ...some.flatMap((binary) => binary.unknown)])] as const,
    ),
  );
  const roles = groupBy(grantsOf(installed.manifests).roles, ({ manifest }) => nameInFile(manifest));
  const byRole = [...roles].flatMap(([name, same]) => {
    const [role, ...others] = same;
    const held =
      role === undefined || others.length > 0 ? undefined : holders.get(`${role.manifest.path}:${role.manifest.line}`);
    return held === undefined ? [] : [[name, held] as const];
  });
  return { ...together(binaries, unknown), byRole: new Map(byRole), compare: comparison(inferred) };
}

/** The same comparison again, for a repository that harden has changed. */
function comparison({ inference }: InferredRepository): Permissions['compare'] {
  return once((installed: Installations) => compared({ files: installed.repository.files, inference, installed }));
}

function compared(inferred: InferredRepository): Comparison {
  const { check, used } = checkManifests(inferred);
  return { ...check, used };
}

function together(binaries: readonly Binary[], unknown: HeldPermissions['unknown']): HeldPermissions {
  return {
    complete: unknown.length === 0 && binaries.length > 0,
    needs: binaries.flatMap(({ permissions }) => permissions.map(needFrom)),
    programs: binaries.filter(({ permissions }) => permissions.length > 0).length,
    unknown,
  };
}

function needFrom({ group, resource, verb, scope, resourceNames, condition, evidence }: Permission): Need {
  const [first] = evidence;
  return {
    group,
    resource,
    verb,
    conditional: condition !== null,
    names: resourceNames.length === 0 ? undefined : resourceNames,
    scope: scope === 'cluster' ? 'cluster' : 'namespace',
    path: first?.path ?? 'Cargo.toml',
    line: first?.line ?? 1,
    stops: stopsOf(evidence),
  };
}
