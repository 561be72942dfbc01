// Edits the roles of a repository in place, until they grant exactly what its code needs.
import { permissionsFrom } from '../../audit/inferred-permissions.ts';
import { applyEdits, type Edit } from '../../formats/edit.ts';
import { appendAt } from '../../formats/yaml/edit.ts';
import { removeAt } from '../../formats/yaml/remove.ts';
import type { Plain } from '../../formats/yaml/emit.ts';
import { groupBy } from '../../group-by.ts';
import { once } from '../../once.ts';
import type { Permission } from '../../inference/permission.ts';
import { heldRoles } from '../../inventory/grants/bindings.ts';
import { installationsOf, type Installations } from '../../inventory/installations.ts';
import { readManifest, type Manifest } from '../../inventory/manifests.ts';
import { allows, rulesOf, type PolicyRule } from '../../inventory/roles.ts';
import {
  checkManifests,
  type Check,
  type CheckedInference,
  type Excess,
  type Missing,
} from '../../permissions/check.ts';
import type { InferredRepository } from '../../permissions/infer-repository.ts';
import { placedBinaries } from '../../permissions/placed-binaries.ts';
import { reasonsFor } from '../../permissions/reasons.ts';
import { withFiles, type Repository } from '../../repo/repository.ts';
import { planHardening } from '../../harden/plan.ts';

/** The edited roles, or the reasons why they stay. */
export type ExactRoles =
  | {
      readonly after: Repository;
      readonly added: readonly Addition[];
      /** Unused permissions that only a person can remove. */
      readonly left: readonly string[];
    }
  /** Missing permissions that fit into no role; then nothing changes. */
  | { readonly refused: readonly string[] };

/** A rule that was added to a role. */
export interface Addition {
  readonly account: string;
  /** Undefined if the role reaches the whole cluster. */
  readonly namespace: string | undefined;
  readonly needs: readonly Missing[];
  readonly path: string;
  readonly edits: readonly Edit[];
}

/**
 * Removes unused permissions and adds missing ones; comments and layout stay.
 *
 * @returns undefined if the manifests do not show to whom the roles belong: then there is nothing to edit
 */
export function exactRoles(repository: Repository, inferred: InferredRepository): ExactRoles | undefined {
  const { accounts, check: before } = checkManifests(inferred);
  const asking = inferred.inference.binaries.filter(({ permissions }) => permissions.length > 0);
  const held = heldRoles(inferred.installed.manifests);
  const isHeld = (account: string | undefined): boolean =>
    account !== undefined && held.some((one) => one.accounts.includes(account));
  if (!asking.every(({ name }) => isHeld(accounts.get(name)))) return undefined;
  const fewerVerbs = planHardening(repository, repository, {
    permissions: permissionsFrom(inferred),
    before: inferred.installed,
    rules: ['no-unused-permissions'],
    takes: () => true,
  }).after;
  const narrowed = withoutUnusedRules(installationsOf(fewerVerbs, inferred.installed), inferred);
  const installed = installationsOf(narrowed, inferred.installed);
  const additions = additionsFor(compared(installed, inferred).check.missing, installed, inferred);
  const after = withFiles(
    narrowed,
    [...groupBy(additions, ({ path }) => path)].map(([path, same]) => [
      path,
      applyEdits(
        narrowed.files.get(path) ?? '',
        same.flatMap(({ edits }) => edits),
      ),
    ]),
  );
  const { missing: still, excess, unknown } = compared(installationsOf(after, installed), inferred).check;
  if (still.length > 0) return { refused: still.map(wordsFor) };
  // A rule below an `if` of a chart is granted only perhaps: that is not a repair.
  const open = withoutLines(unknown).filter((one) => !withoutLines(before.unknown).includes(one));
  if (open.length > 0) return { refused: open };
  const left = excess.filter(({ doubt }) => doubt === null);
  return { after, added: additions, left: left.map((one) => `${wordsFor(one)}, at ${one.path}:${one.line}`) };
}

function compared(installed: Installations, { inference, files }: InferredRepository): CheckedInference {
  return checkManifests({ files: new Map([...files, ...installed.repository.files]), inference, installed });
}

/** The unknown places, by a text that does not depend on lines, which the edits move. */
function withoutLines(unknown: Check['unknown']): readonly string[] {
  return unknown.map(({ path, why }) => `${path}: ${why.replaceAll(/:\d+/g, '')}`);
}

/** Harden leaves a rule with only unused permissions to a person; here the user has asked for exactly the needed permissions. */
function withoutUnusedRules(installed: Installations, inferred: InferredRepository): Repository {
  const before = installed.repository;
  const excess = compared(installed, inferred).check.excess.filter(({ doubt }) => doubt === null);
  const roles = new Set(heldRoles(installed.manifests).map(({ role }) => role));
  const edits = [...roles].flatMap((role) =>
    rulesOf(role, 'namespace').flatMap((rule) => {
      const { document, keys } = readManifest(role, rule.keys);
      const removal = isWholly(rule, excess) ? removeAt(document, keys, { withCommentsAbove: true }) : [];
      return 'refused' in removal ? [] : removal.map((edit) => ({ path: document.file.path, edit }));
    }),
  );
  const distinct = [...new Map(edits.map((one) => [JSON.stringify(one), one])).values()];
  return withFiles(
    before,
    [...groupBy(distinct, ({ path }) => path)].map(([path, same]) => [
      path,
      applyEdits(
        before.files.get(path) ?? '',
        same.map(({ edit }) => edit),
      ),
    ]),
  );
}

function isWholly({ role, keys, groups, resources, verbs, urls }: PolicyRule, excess: readonly Excess[]): boolean {
  const all = placesOf(excess);
  const isIn = (verb: string, index: number): boolean => {
    const { document, line } = readManifest(role, [...keys, 'verbs', index]);
    const { path } = document.file;
    return groups.every((group) =>
      resources.every((resource) => all.has(placeOf({ verb, group, resource, path, line }))),
    );
  };
  return verbs.length > 0 && urls.length === 0 && verbs.every(isIn);
}

const placesOf = once((excess: readonly Excess[]): ReadonlySet<string> => new Set(excess.map(placeOf)));

function placeOf({
  verb,
  group,
  resource,
  path,
  line,
}: Pick<Excess, 'verb' | 'group' | 'resource' | 'path' | 'line'>): string {
  return JSON.stringify([verb, group, resource, path, line]);
}

/** The permissions that one rule can grant together. */
function keyOf({ binary, group, resource, scope, namespaces, resourceNames }: Missing): string {
  return JSON.stringify([binary, group, resource, scope, namespaces, resourceNames]);
}

function wordsFor({ verb, group, resource }: Pick<Missing, 'verb' | 'group' | 'resource'>): string {
  return `${verb} ${resource}${group === '' ? '' : `.${group}`}`;
}

/** The missing rules, each for every role that needs it. */
function additionsFor(
  missing: readonly Missing[],
  installed: Installations,
  { inference: { binaries } }: InferredRepository,
): readonly Addition[] {
  const places = placedBinaries(installed, binaries);
  const all = [...groupBy(missing, keyOf).values()].flatMap((needs) =>
    places.flatMap(({ installation: { manifests }, accounts }): readonly Addition[] => {
      const binary = binaries.find(({ name }) => name === needs[0]?.binary);
      const account = accounts.get(binary?.name ?? '');
      if (account === undefined || binary === undefined) return [];
      return rolesFor(needs, manifests, account, binary.permissions).flatMap((role) => {
        const { document, keys } = readManifest(role, ['rules']);
        const edits = appendAt(document, keys, ruleFrom(needs), reasonsFor(needs));
        const namespace = role.kind === 'Role' ? role.namespace : undefined;
        return 'refused' in edits ? [] : [{ account, namespace, needs, path: document.file.path, edits }];
      });
    }),
  );
  // Several installations may include one file.
  return [...new Map(all.map((one) => [JSON.stringify([one.path, one.edits]), one])).values()];
}

/** Of the roles of only this account, those that already grant most of the needed permissions in the same places. */
function rolesFor(
  needs: readonly Missing[],
  manifests: readonly Manifest[],
  account: string,
  permissions: readonly Permission[],
): readonly Manifest[] {
  const [first] = needs;
  const held = [...groupBy(heldRoles(manifests), ({ role }) => role)].flatMap(([role, same]) =>
    same.flatMap(({ accounts }) => accounts).every((name) => name === account) ? [role] : [],
  );
  const alike = permissions.filter(
    ({ condition, scope, namespaces }) =>
      condition === null && scope === first?.scope && namespaces.join() === first.namespaces.join(),
  );
  const counted = held.map((role) => {
    const rules = rulesOf(role, 'namespace');
    return { role, count: alike.filter((one) => rules.some((rule) => grants(rule, one))).length };
  });
  const most = Math.max(0, ...counted.map(({ count }) => count));
  const chosen =
    most === 0
      ? held.filter((role) => isPlaceFor(first, role, manifests, account))
      : counted.filter(({ count }) => count === most).map(({ role }) => role);
  // Another installation may have it already.
  return chosen.filter((role) => {
    const rules = rulesOf(role, 'namespace');
    return !needs.every((need) => rules.some((rule) => grants(rule, need)));
  });
}

/** Whether a role without such a grant reaches the place of the request. */
function isPlaceFor(
  need: Missing | undefined,
  { kind, namespace }: Manifest,
  manifests: readonly Manifest[],
  account: string,
): boolean {
  if (need?.scope === 'cluster') return kind === 'ClusterRole';
  if (need?.scope === 'namespace') return need.namespaces.includes(namespace ?? '');
  const home = manifests.find((one) => one.kind === 'ServiceAccount' && one.name === account)?.namespace;
  return kind === 'Role' && namespace === home;
}

function grants(rule: PolicyRule, permission: Permission): boolean {
  const { resourceNames } = permission;
  const isNamed = resourceNames.length > 0 && resourceNames.every((name) => rule.names.includes(name));
  return allows(rule, permission) && (rule.names.length === 0 || isNamed);
}

function ruleFrom(needs: readonly Missing[]): Plain {
  const [first] = needs;
  return {
    apiGroups: [first?.group ?? ''],
    resources: [first?.resource ?? ''],
    ...(first === undefined || first.resourceNames.length === 0 ? {} : { resourceNames: first.resourceNames }),
    verbs: [...new Set(needs.map(({ verb }) => verb))],
  };
}
