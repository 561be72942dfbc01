// Whether a repository is worse than before, for each judge: the API server, `audit`, `rbac --check`.
import { audit } from '../audit/audit.ts';
import type { Found } from '../audit/finding.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { PolicyRule } from '../inventory/roles.ts';
import { rules } from '../rules/index.ts';
import type { PlanOptions } from './apply.ts';
import { refusalsIn } from './refusals.ts';

/** The faults of a repository: how often each occurs, by a text that stays the same when lines move. */
export interface Standing {
  readonly against: ReadonlyMap<string, number>;
  /** The objects that it installs. */
  readonly objects: ReadonlyMap<string, number>;
  /** The grants of each role. */
  readonly roles: ReadonlyMap<string, readonly PolicyRule[]>;
  readonly files: ReadonlySet<string>;
  readonly findings: readonly Found[];
}

/** @param options the same for both compared states */
export function standingOf(
  inventory: Inventory,
  options: Pick<PlanOptions, 'permissions' | 'config' | 'policy'>,
): Standing {
  const { repository, installed, permissions, installations, faults } = inventory;
  const { config, policy } = options;
  const { findings } = audit(repository, { permissions, before: installed, config, policy });
  const compared = permissions?.compare(installed);
  return {
    against: counted([
      ...refusalsIn(inventory).map(({ path, why }) => `the API server would refuse ${path}: ${why}`),
      ...faults.map(({ path, message }) => `${path} could not be read: ${message}`),
      ...findings.flatMap(({ state, rule, path, subject }) =>
        state === 'unknown' ? [`${path} could not be judged any more by ${rule}${of(subject)}`] : [],
      ),
      ...(compared?.missing ?? []).map(
        ({ group, resource, verb }) => `the code would lack ${verb} of ${resource}${group === '' ? '' : `.${group}`}`,
      ),
      ...(compared?.unknown ?? []).map(({ path, why }) => `rbac --check would not know of ${path}: ${why}`),
    ]),
    objects: counted(
      installations.flatMap(({ kind, path, manifests }) =>
        manifests.map(
          (one) => `${one.kind} ${one.namespace ?? ''}/${one.label} of ${path === '' ? kind : `${kind} ${path}`}`,
        ),
      ),
    ),
    roles: new Map(
      inventory.roles.map(({ manifest, rules }) => [`${manifest.path} ${manifest.kind} ${manifest.label}`, rules]),
    ),
    files: new Set(repository.files.keys()),
    findings,
  };
}

/** The differences that make one state worse than another, each in a sentence; none if it is not worse. */
export function worseIn(before: Standing, after: Standing): readonly string[] {
  return [
    ...[...before.objects]
      .filter(([text, count]) => count > (after.objects.get(text) ?? 0))
      .map(([text]) => `${text} would no longer be installed`),
    ...[...after.objects]
      .filter(([text, count]) => count > 1 && count > (before.objects.get(text) ?? 0))
      .map(([text]) => `${text} would be installed twice`),
    ...more(before.against, after.against),
    ...more(brokenIn(before, before), brokenIn(after, before)),
    ...[...after.roles].flatMap(([role, granted]) => moreRights(role, before.roles.get(role) ?? [], granted)),
  ];
}

/** An increase of something that is counted. */
function more(before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>): readonly string[] {
  return [...after].filter(([text, count]) => count > (before.get(text) ?? 0)).map(([text]) => text);
}

/**
 * The findings of rules, except for a new file: until it existed, the finding was that it is missing. A role that
 * grants less may break more rules, each with a smaller grant than before: there, the grants decide.
 */
function brokenIn({ findings }: Standing, { files }: Standing): ReadonlyMap<string, number> {
  return counted(
    findings
      .filter(({ state, rule, path }) => state === 'broken' && !ofRoles.has(rule) && files.has(path))
      .map(({ rule, path, subject }) => `${path} would break ${rule}${of(subject)}`),
  );
}

const ofRoles: ReadonlySet<string> = new Set(rules.filter(({ group }) => group === 'RBAC').map(({ id }) => id));

/** The new grants of a role. */
function moreRights(role: string, before: readonly PolicyRule[], after: readonly PolicyRule[]): readonly string[] {
  const isNew = after.some(
    (rule) =>
      // Most rules are within one rule of the earlier state, which a comparison list by list shows: the grants are the
      // product of the lists.
      !before.some((old) => isWithin(rule, old)) &&
      rule.groups.some((group) =>
        rule.resources.some((resource) =>
          rule.verbs.some((verb) => !before.some((old) => covers(old, group, resource, verb, rule.names))),
        ),
      ),
  );
  return isNew ? [`${role} would grant more than before`] : [];
}

function isWithin(rule: PolicyRule, old: PolicyRule): boolean {
  const isIn = (list: readonly string[], all: readonly string[]): boolean => {
    const known = new Set(all);
    return list.every((word) => known.has(word));
  };
  const has = (list: readonly string[], all: readonly string[]): boolean => all.includes('*') || isIn(list, all);
  return (
    has(rule.groups, old.groups) &&
    has(rule.resources, old.resources) &&
    has(rule.verbs, old.verbs) &&
    (old.names.length === 0 || (rule.names.length > 0 && isIn(rule.names, old.names)))
  );
}

function covers(rule: PolicyRule, group: string, resource: string, verb: string, names: readonly string[]): boolean {
  const has = (list: readonly string[], word: string): boolean => list.includes(word) || list.includes('*');
  return (
    has(rule.groups, group) &&
    has(rule.resources, resource) &&
    has(rule.verbs, verb) &&
    (rule.names.length === 0 || (names.length > 0 && names.every((name) => rule.names.includes(name))))
  );
}

function of(subject: string): string {
  return subject === '' ? '' : ` (${subject})`;
}

/** Without line numbers, which edits move. */
function counted(texts: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts.map((one) => one.replace(/:\d+/g, ''))) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}
