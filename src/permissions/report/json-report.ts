// The result as one JSON value, in the shape that docs/rbac.md declares.

import type { Excess, Missing, Reported } from '../check.ts';
import { conditionOf } from '../words.ts';
import type { Inference } from '../../inference/infer.ts';
import type { Permission } from '../../inference/permission.ts';

export function jsonReport(inference: Inference, checked: Reported): object {
  return {
    kube: inference.kube,
    kubernetes: inference.kubernetes,
    binaries: inference.binaries.map(({ name, permissions, calls }) => ({
      name,
      serviceAccount: accountOf(checked, name),
      permissions: permissions.map(permissionOf),
      calls,
    })),
    unknown: inference.unknown.map(({ path, line, why }) => ({ path, line, why })),
    faults: inference.faults.map(({ path, line, why }) => ({ path, line, why })),
    ...(checked.check === undefined
      ? {}
      : {
          check: {
            // A need of only some clusters has that as its condition.
            missing: [...checked.check.missing, ...checked.check.enforced].map(missingOf),
            excess: checked.check.excess.map(excessOf),
            unknown: checked.check.unknown,
          },
        }),
  };
}

/** A name that only Helm knows is left out. */
function accountOf(checked: Reported, binary: string): string | null {
  const account = checked.accounts.get(binary);
  return account === undefined || account.includes('{{') ? null : account;
}

function permissionOf(permission: Permission): object {
  const { group, resource, verb, scope, namespaces, resourceNames, condition, evidence } = permission;
  return {
    group,
    resource,
    verb,
    scope,
    namespaces,
    resourceNames,
    condition,
    evidence: evidence.map(({ path, line }) => ({ path, line })),
  };
}

function missingOf(missing: Missing): object {
  return {
    ...permissionOf(missing),
    binary: missing.binary,
    path: missing.path,
    line: missing.line,
    note: missing.note,
  };
}

function excessOf({
  group,
  resource,
  verb,
  scope,
  namespaces,
  resourceNames,
  conditions,
  doubt,
  severity,
  why,
  path,
  line,
}: Excess): object {
  return {
    group,
    resource,
    verb,
    scope,
    namespaces,
    resourceNames,
    condition: conditionOf(conditions),
    doubt,
    severity,
    why,
    path,
    line,
  };
}
