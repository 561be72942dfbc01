// A program with the needs of a test, next to the manifests of a repository: the one comparison judges its grants.
import { permissionsFrom } from '../src/audit/inferred-permissions.ts';
import type { Binary, Unknown } from '../src/inference/infer.ts';
import type { Permission } from '../src/inference/permission.ts';
import type { Known } from '../src/inventory/inventory.ts';
import type { Repository } from '../src/repo/repository.ts';
import { inferredOf } from './inferred.ts';

export type Need = Pick<Permission, 'group' | 'resource' | 'verb'> & Partial<Permission>;

/** By default each need applies to the whole cluster, at the first line of `src/main.rs`. */
export function needing(
  repository: Repository,
  needs: readonly Need[],
  unknown: readonly Unknown[] = [],
): Pick<Known, 'permissions' | 'before'> {
  return programs(repository, [needs], unknown);
}

/** The same for several programs, called `app-0` and so on; unknown calls belong to none of them. */
export function programs(
  repository: Repository,
  each: readonly (readonly Need[])[],
  unknown: readonly Unknown[] = [],
): Pick<Known, 'permissions' | 'before'> {
  const binaries = each.map((needs, index) => binaryOf(each.length === 1 ? 'app' : `app-${index}`, needs));
  const inference = { kube: '4.2.0', kubernetes: '1.36', binaries, unknown, faults: [] };
  const inferred = inferredOf(repository.files, inference);
  return { permissions: permissionsFrom(inferred), before: inferred.installed };
}

function binaryOf(name: string, needs: readonly Need[]): Binary {
  return {
    name,
    path: 'src/main.rs',
    permissions: needs.map((need) => ({ ...usual, ...need })),
    unknown: [],
    faults: [],
    calls: { nothing: 0, modelled: needs.length, followed: 0, unknown: 0, reasons: {} },
  };
}

const usual = {
  scope: 'cluster',
  namespaces: [],
  resourceNames: [],
  condition: null,
  evidence: [{ path: 'src/main.rs', line: 1, trail: [] }],
} as const;
