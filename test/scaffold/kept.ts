// Effects that no value of a chart may have: there is no finding about its objects, and its roles grant the same rules.
import { audit } from '../../src/audit/audit.ts';
import { inventoryOf } from '../../src/inventory/inventory.ts';
import { readManifest } from '../../src/inventory/manifests.ts';
import type { Repository } from '../../src/repo/repository.ts';
import { rules } from '../../src/rules/index.ts';

/** The findings about the manifests of a repository, as far as they can be judged. */
export function wrongIn(repository: Repository): readonly string[] {
  return [
    ...inventoryOf(repository).faults.map((fault) => JSON.stringify(fault)),
    ...audit(repository, { rules: aboutManifests })
      .findings.map(({ rule, message }) => `${rule}: ${message}`)
      .filter((finding) => !finding.includes(unproven)),
  ];
}

/** The Rust that needs the permission is missing here; test/rules/reference.test.ts judges them together. */
const unproven = 'nothing proves its comment';

const aboutManifests = rules
  .filter(({ group }) => ['RBAC', 'Identity', 'Workload', 'Network'].includes(group))
  .map(({ id }) => id);

/** The rules of each role by its name; a role in several namespaces counts once. */
export function grantedIn(repository: Repository): Readonly<Record<string, unknown>> {
  const roles = inventoryOf(repository).manifests.filter(({ kind }) => kind === 'Role' || kind === 'ClusterRole');
  return Object.fromEntries(roles.map((role) => [`${role.kind} ${role.name}`, readManifest(role, ['rules']).value]));
}
